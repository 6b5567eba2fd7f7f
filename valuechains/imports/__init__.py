"""Lists of facts of materials: what the import engine needs to know to take them in."""

from valuechains.imports.importer import FactsImporter

__all__ = ["FactsImporter"]
