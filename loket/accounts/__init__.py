"""Signing in: what the portal changes about allauth and axes, and who counts as guessing."""
