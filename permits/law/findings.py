"""What a check of the law data found: where, and whether it keeps the version from being published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from permits.terms.texts import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """``path`` names section, row and member: ``permitTypes.mba-ippc.term``. What ``blocks`` stops publishing."""

    path: str
    reason: Text
    blocks: bool = True

    @property
    def section(self) -> str:
        return self.path.partition(".")[0]

    @property
    def row(self) -> str:
        """The slug of the row; empty when the finding is about a whole section."""
        return self.path.partition(".")[2].partition(".")[0]

    @property
    def member(self) -> str:
        return self.path.partition(".")[2].partition(".")[2]

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def wrong(path: str, message: Promise, **values: object) -> Finding:
    return Finding(path, Text(message, values))


def doubtful(path: str, message: Promise, **values: object) -> Finding:
    """Worth knowing before publishing, but no reason not to."""
    return Finding(path, Text(message, values), blocks=False)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocks]
