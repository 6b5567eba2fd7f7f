from tests.companies.imports.conftest import _chain, chain, take

__all__ = ["_chain", "chain", "take"]
