"""The Django application: add `"fxconv.ext.django"` to INSTALLED_APPS and include its urls."""
