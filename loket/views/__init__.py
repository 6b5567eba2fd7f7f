"""Pages of the portal as a whole; those of one subject live with their app."""
