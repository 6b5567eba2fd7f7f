"""Organisations that keep their own page: claiming it, the private links, and the yearly question."""
