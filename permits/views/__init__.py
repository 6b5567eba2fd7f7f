"""Public pages of the permits part."""
