"""From a request to an answer: choose the source and the table, compute once, keep a record."""
