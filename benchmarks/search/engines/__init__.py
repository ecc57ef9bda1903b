"""The engines: each answers the same queries from the same records."""
