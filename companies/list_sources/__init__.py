"""Sources of lists: what each says about organisations, whose word weighs most, and what happens when one is hidden."""
