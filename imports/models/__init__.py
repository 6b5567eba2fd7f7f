"""The ledger of imports: what was brought, how far the work is, and what became of every row."""

from imports.models.choice import ColumnChoice
from imports.models.chunk import ImportChunk
from imports.models.job import Import
from imports.models.notice import Notice
from imports.models.row import ImportRow

__all__ = ["ColumnChoice", "Import", "ImportChunk", "ImportRow", "Notice"]
