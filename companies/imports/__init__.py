"""Lists of organisations: what the import engine needs to know to take them in."""

from companies.imports.importer import CompaniesImporter
from companies.imports.sites import SitesImporter

__all__ = ["CompaniesImporter", "SitesImporter"]
