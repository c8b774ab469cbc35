"""Text becomes a day or an instant, and spans of days. Knows nothing of who publishes when."""
