"""Facts, one per line, each with the key of its source; the code only reads them."""
