"""From a request to an answer: which source, which table, one exact result, its record."""
