"""Adapters that connect `fxconv.web` with template engines and web frameworks."""
