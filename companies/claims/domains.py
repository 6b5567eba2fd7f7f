"""Whether a mail address is one of the organisation's own."""

from companies.matching.subject import domain_of

__all__ = ["is_own_address", "own_domain"]


def own_domain(website: str) -> str:
    """The host of its website without www; empty when there is none, or one that many organisations share."""
    return _ascii(domain_of(website)) if website else ""


def is_own_address(email: str, domain: str) -> bool:
    """At this very domain or one below it, never at one that merely looks like it."""
    host = _ascii(email.rpartition("@")[2])
    return bool(host) and (host == domain or host.endswith(f".{domain}"))


def _ascii(host: str) -> str:
    """Small letters, and ``xn--`` for letters beyond ASCII, so that look-alikes differ; empty when it is no host."""
    try:
        return host.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
