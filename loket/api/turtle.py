"""Write the nodes of a JSON-LD graph as Turtle: names with a prefix, texts with a language, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MEDIA_TYPE = "text/turtle"


def turtle(prefixes: Mapping[str, str], nodes: Iterable[Mapping[str, Any]]) -> str:
    """``nodes`` have an ``@id``, a ``@type`` and members with a prefix of ``prefixes``."""
    head = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    return "\n".join([*head, "", *(_node(node) for node in nodes)])


def _node(node: Mapping[str, Any]) -> str:
    kinds = ", ".join(_listed(node["@type"]))
    lines = [f"    {name} {', '.join(map(_value, _listed(value)))}" for name, value in node.items() if name[0] != "@"]
    return " ;\n".join([f"<{node['@id']}> a {kinds}", *lines]) + " .\n"


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _value(value: Any) -> str:
    """A string of JSON is a string of Turtle: both escape in the same way."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if "@id" in value:
        return f"<{value['@id']}>"
    return f"{json.dumps(value['@value'], ensure_ascii=False)}@{value['@language']}"
