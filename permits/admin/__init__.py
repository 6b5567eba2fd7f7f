"""The admin of the permits: the law data in versions, and the trajectories."""

from permits.admin import law_rows, law_tables, law_versions, trajectories

__all__ = ["law_rows", "law_tables", "law_versions", "trajectories"]
