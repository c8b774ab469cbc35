"""The sources: one file each, whose name is its id (with `_` for `-`)."""
