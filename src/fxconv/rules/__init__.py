"""Rules of law and practice: which day counts, which fees apply, how cash is rounded."""
