"""Quotes as printed, the exact rates made from them, and the tables of one day. Does no I/O."""
