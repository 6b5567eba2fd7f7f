"""Organisations, sites, activities and where each fact comes from."""
