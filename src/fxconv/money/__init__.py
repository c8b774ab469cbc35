"""Currencies, amounts and rounding: text becomes an exact amount. No rates are used here."""
