"""Stores bulletins as printed, in SQLite. No other package contains SQL."""
