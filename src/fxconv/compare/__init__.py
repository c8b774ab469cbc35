"""What several sources say about one pair on one day."""
