"""The API as a whole: its addresses, its root, its description."""
