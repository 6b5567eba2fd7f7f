"""Which organisation a row of a list is about: candidates from blocks, a score with its reasons, decisions kept."""
