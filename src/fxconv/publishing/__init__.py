"""What a provider is, how its documents are read, and when it publishes. Names no provider."""
