from tests.companies.imports.conftest import chain, take

__all__ = ["chain", "take"]
