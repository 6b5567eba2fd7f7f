"""Whether a mail address is one of the organisation's own."""

import re

from companies.matching.subject import PLATFORMS, domain_of

__all__ = ["is_own_address", "own_domain"]

#: Anybody gets a mail address here: having one shows nothing.
_MAIL = (
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.nl live.com live.nl msn.com icloud.com me.com mac.com"
    " yahoo.com proton.me protonmail.com gmx.net gmx.com gmx.de web.de aol.com mail.com zoho.com t-online.de"
    " ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl casema.nl chello.nl upcmail.nl quicknet.nl"
    " xs4all.nl zeelandnet.nl solcon.nl caiway.nl online.nl tele2.nl telfort.nl wxs.nl zonnet.nl freedom.nl"
)
#: Pages of organisations stand below these names, and none of them has its mail there.
_PAGES = (
    "blogspot.com business.site webnode.nl webnode.com jimdofree.com jimdosite.com weebly.com squarespace.com"
    " myshopify.com notion.site wixstudio.io webflow.io netlify.app vercel.app pages.dev web.app azurewebsites.net"
    " amazonaws.com cloudfront.net github.io gitlab.io goudengids.nl bit.ly"
)
#: Under such a name many organisations have theirs: co.uk, com.tr.
_SUFFIX = re.compile(r"(ac|co|com|edu|gov|ltd|net|org|plc)\.[a-z]{2}|eu\.org")
_OF_MANY = PLATFORMS | frozenset(f"{_MAIL} {_PAGES}".split())
_NUMBERS = re.compile(r"[\d.]+")


def own_domain(website: str) -> str:
    """The host of its website without www; empty when there is none, or one under which many have a page or mail."""
    host = _ascii(domain_of(website)) if website else ""
    return "" if _is_of_many(host) else host


def is_own_address(email: str, domain: str) -> bool:
    """At this very domain or one below it, never at one that merely looks like it."""
    host = _ascii(email.rpartition("@")[2])
    return bool(host) and (host == domain or host.endswith(f".{domain}"))


def _is_of_many(host: str) -> bool:
    if _SUFFIX.fullmatch(host) or _NUMBERS.fullmatch(host):
        return True
    above = {host.split(".", depth)[depth] for depth in range(host.count("."))}
    return not above.isdisjoint(_OF_MANY)


def _ascii(host: str) -> str:
    """Small letters, and ``xn--`` for letters beyond ASCII, so that look-alikes differ; empty when it is no host."""
    try:
        return host.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
