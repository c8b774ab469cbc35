"""The library of template tags, `{% load fxconv %}`."""
