"""Lists of organisations: what the import engine needs to know to take them in."""

from companies.imports.importer import CompaniesImporter

__all__ = ["CompaniesImporter"]
