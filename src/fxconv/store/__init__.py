"""Bulletins as they were printed, in SQLite. The only package with SQL."""
