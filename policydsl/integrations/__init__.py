"""The language in tools of others."""
