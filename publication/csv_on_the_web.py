"""What the columns of a CSV file mean, for machines: W3C CSV on the Web (tabular metadata, 17 December 2015)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from publication.exports import Table

MEDIA_TYPE = "application/csvm+json"
#: The context of tabular metadata; nothing is fetched from it.
_CONTEXT = "http://www.w3.org/ns/csvw"
SUFFIX = "-metadata.json"


def describe(table: Table, url: str, language: str, *, licence: str) -> dict[str, Any]:
    """Metadata of the file at ``url``, which is relative to the place of the metadata itself.

    The name of a column is that in English, so that it is the same in every language; the title is that in the file.
    """
    with override("en"):
        names = [_name(str(column.heading)) for column in table.columns]
    with override(language):
        columns = [
            {"name": name, "titles": str(column.heading), **_kind(column.datatype, column.separator)}
            for name, column in zip(names, table.columns, strict=True)
        ]
        title = str(table.name)
    return {
        "@context": [_CONTEXT, {"@language": language}],
        "url": url,
        "dc:title": title,
        "dc:license": {"@id": licence},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": columns, "primaryKey": names[0]},
    }


def _name(heading: str) -> str:
    """``confirmed on`` as ``confirmedOn``: a name may hold no spaces."""
    first, *more = heading.replace("-", " ").split()
    return first.lower() + "".join(word.capitalize() for word in more)


def _kind(datatype: str, separator: str) -> dict[str, str]:
    return {"datatype": datatype, **({"separator": separator} if separator else {})}
