"""Text becomes a day or an instant; spans of days. No publishing hours are used here."""
