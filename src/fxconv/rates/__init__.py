"""Quotes as printed, the exact rates that they make, and the tables of one day. Does no I/O."""
