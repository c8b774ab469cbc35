"""Downloads from providers' servers into the store. No other package uses the network."""
