"""Two organisations that are one: every relation decided, old addresses kept; and the way back, splitting."""
