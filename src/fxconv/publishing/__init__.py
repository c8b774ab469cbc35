"""Describes providers: their documents, calendars and hours. No module here names a provider."""
