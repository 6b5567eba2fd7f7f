"""The queue of reports: taking them in, deciding, writing to the sender, forgetting."""
