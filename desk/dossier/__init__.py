"""Dossier on request: what is public about a material, a stage and a place on a day, each statement with its source."""
