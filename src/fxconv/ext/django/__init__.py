"""Django: `"fxconv.ext.django"` in INSTALLED_APPS, `{% load fxconv %}`, and urls to include."""
