"""Questions put to the loket and who answers."""
