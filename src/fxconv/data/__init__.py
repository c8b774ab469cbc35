"""Facts, one per line, each with the key of its source; code only reads them."""
