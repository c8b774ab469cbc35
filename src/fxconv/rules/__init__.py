"""Rules of law and practice: which day counts, what is added, and how cash is rounded."""
