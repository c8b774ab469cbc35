"""Compares the rates of a pair from several sources on one day."""
