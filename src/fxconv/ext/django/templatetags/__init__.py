"""The template tag library, loaded with `{% load fxconv %}`."""
