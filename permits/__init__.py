"""Permit types, terms, routes and trajectories."""
