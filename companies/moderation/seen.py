"""What a form showed when its page was asked for, signed: so that what is altered is told from what others changed."""

from collections.abc import Mapping

from django.core import signing

__all__ = ["altered", "flat", "seen_elsewhere", "seen_token", "seen_values"]


def seen_token(scope: str, key: str | int, values: Mapping[str, str]) -> str:
    """For a hidden field. ``key`` says of which record, ``scope`` of which form."""
    return signing.dumps({"key": key, "values": dict(values)}, salt=_salt(scope))


def seen_values(token: str, scope: str, key: str | int, now: Mapping[str, str]) -> Mapping[str, str]:
    """What the page showed; what stands ``now`` when that cannot be told."""
    try:
        seen = signing.loads(token, salt=_salt(scope))
    except signing.BadSignature:
        return now
    values: dict[str, str] = seen["values"]
    return values if seen["key"] == key and values.keys() == now.keys() else now


def seen_elsewhere(token: str, scope: str, key: str | int) -> Mapping[str, str] | None:
    """What the page showed when it was of another record, which became part of this one meanwhile; None when it was of
    this one or cannot be told."""
    try:
        seen = signing.loads(token, salt=_salt(scope))
    except signing.BadSignature:
        return None
    values: dict[str, str] = seen["values"]
    return values if seen["key"] != key else None


def altered(seen: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Field name → (what the page showed, what it should say), of what differs."""
    return {name: (seen[name], new) for name, new in wanted.items() if flat(new) != flat(seen[name])}


def flat(text: str) -> str:
    """Line ends and blanks at the edges are no change."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _salt(scope: str) -> str:
    return f"companies.{scope}.seen"
