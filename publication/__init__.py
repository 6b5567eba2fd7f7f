"""Visibility, embargo and the listing read model. Knows no domain model."""
