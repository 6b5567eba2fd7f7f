"""The pages of following: ask, confirm, stop, and the Atom feeds. The mechanism stands in ``publication.following``."""
