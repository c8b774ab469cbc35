"""From a provider's server into the store. The only package that uses the network."""
