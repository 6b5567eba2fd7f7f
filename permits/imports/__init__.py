"""Lists of trajectories: one row is one event (or none yet) of one procedure."""

from permits.imports.importer import TrajectoriesImporter

__all__ = ["TrajectoriesImporter"]
