"""Generic bulk import: file → rows → validated → diff → apply. Knows no domain model; apps register importers."""
