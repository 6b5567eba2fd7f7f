"""Keys with which partners deliver lists through the API: made, shown once, checked, revoked."""
