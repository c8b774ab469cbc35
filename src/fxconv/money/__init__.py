"""Currencies, amounts and rounding: text becomes an exact amount. Knows nothing of rates."""
