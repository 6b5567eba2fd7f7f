"""The nine recommendations and what is done about them."""
