"""What production refuses to start with. Each fault names the setting and how to mend it."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LEAST_KEY_LENGTH = 50
LEAST_KEY_VARIETY = 10
KNOWN_WORDS = ("django-insecure", "development-only", "change-me", "changeme", "example", "secret-key", "replace")
KNOWN_PASSWORDS = {
    "postgres",
    "password",
    "loket",
    "changeme",
    "change-me",
    "secret",
    "admin",
    "root",
    "example",
    "test",
}
LOCAL = {"", "localhost", "127.0.0.1", "::1"}
VERIFIED = {"verify-ca", "verify-full"}
SHARED_CACHE = ("redis://", "rediss://")


def faults(env: Mapping[str, str]) -> list[str]:
    """Every reason not to start in production with these environment variables; empty when it is safe."""
    checks = (secret_key, debug, hosts, site, proxies, second_factor, database, processes, own_room, traffic, mail)
    return [fault for check in checks for fault in check(env)]


def secret_key(env: Mapping[str, str]) -> Iterator[str]:
    key = env.get("SECRET_KEY", "")
    how = 'Make one with: python -c "import secrets; print(secrets.token_urlsafe(64))"'
    if not key:
        yield f"SECRET_KEY is not set. {how}"
    elif any(word in key.lower() for word in KNOWN_WORDS):
        yield f"SECRET_KEY is a well-known or example value. {how}"
    elif len(key) < LEAST_KEY_LENGTH or len(set(key)) < LEAST_KEY_VARIETY:
        yield f"SECRET_KEY is too easy to guess: it needs {LEAST_KEY_LENGTH} characters or more. {how}"


def debug(env: Mapping[str, str]) -> Iterator[str]:
    if env.get("DEBUG", "").strip().lower() not in ("", "0", "false", "no", "off"):
        yield "DEBUG is on, and shows settings and code to visitors. Remove DEBUG from the environment."


def hosts(env: Mapping[str, str]) -> Iterator[str]:
    names = _list(env, "ALLOWED_HOSTS")
    if not names:
        yield "ALLOWED_HOSTS is empty. Name the host names that the portal answers to, with commas between."
    elif any(name.strip(".") in ("*", "") for name in names):
        yield "ALLOWED_HOSTS has '*', which lets anyone choose the host name in links. Name the host names."


def site(env: Mapping[str, str]) -> Iterator[str]:
    url = urlsplit(env.get("SITE_URL", ""))
    if url.scheme != "https" or not url.hostname:
        yield "SITE_URL must be the public address of the portal and begin with https://."


def proxies(env: Mapping[str, str]) -> Iterator[str]:
    value = env.get("TRUSTED_PROXIES", "")
    if not value.isdecimal() or int(value) < 1:
        yield (
            "TRUSTED_PROXIES must say how many proxies of your own stand before the portal (1 with the compose file): "
            "it decides which address counts as the visitor's, and TLS ends at the proxy."
        )


def second_factor(env: Mapping[str, str]) -> Iterator[str]:
    if env.get("REQUIRE_SECOND_FACTOR", "true").strip().lower() not in ("1", "true", "yes", "on"):
        yield "REQUIRE_SECOND_FACTOR is off. Staff need a second factor in production; remove the setting."


def database(env: Mapping[str, str]) -> Iterator[str]:
    url = urlsplit(env.get("DATABASE_URL", ""))
    if not url.scheme:
        yield "DATABASE_URL is not set. Use postgresql://user:password@host/name."
    elif url.scheme in ("postgres", "postgresql", "psql") and url.hostname:
        password = unquote(url.password or "")
        if not password or password.lower() in KNOWN_PASSWORDS or password == url.username:
            yield "DATABASE_URL has no password or a well-known one. Give the database user a password of its own."


def processes(env: Mapping[str, str]) -> Iterator[str]:
    value = env.get("WEB_CONCURRENCY", "2")
    if not value.isdecimal() or int(value) < 1:
        yield "WEB_CONCURRENCY must be a whole number of web processes, 1 or more."
    elif int(value) > 1:
        alone = f"or set WEB_CONCURRENCY=1 (it is {value})"
        if urlsplit(env.get("DATABASE_URL", "")).scheme.startswith("sqlite"):
            yield f"DATABASE_URL is SQLite, which several processes should not share. Use PostgreSQL, {alone}."
        if not env.get("CACHE_URL", "").startswith(SHARED_CACHE):
            yield (
                "CACHE_URL is not a cache that all processes share, so that limits on guessing and used sign-in codes "
                f"would count per process. Use redis://…, {alone}."
            )
        if env.get("CELERY_BROKER_URL", "filesystem://").startswith(("filesystem:", "memory:")):
            yield f"CELERY_BROKER_URL is not a broker for several machines. Use redis://…, {alone}."


def own_room(env: Mapping[str, str]) -> Iterator[str]:
    """Emptying the cache empties its whole Redis database, with the messages of a broker that lives there too."""
    cache, broker = (urlsplit(env.get(name, "")) for name in ("CACHE_URL", "CELERY_BROKER_URL"))
    if f"{cache.scheme}://".startswith(SHARED_CACHE) and _room(cache) == _room(broker):
        yield (
            "CACHE_URL and CELERY_BROKER_URL name the same Redis database: emptying the cache would throw away the "
            "messages to workers. Give one of them another number, such as /1."
        )


def _room(url: SplitResult) -> tuple[str, str]:
    host = url.netloc.rpartition("@")[2]
    return host if ":" in host else f"{host}:6379", url.path.strip("/") or "0"


def traffic(env: Mapping[str, str]) -> Iterator[str]:
    """Nothing crosses a network in clear, but to hosts that PLAIN_TRAFFIC_HOSTS names as next door."""
    near = LOCAL | set(_list(env, "PLAIN_TRAFFIC_HOSTS"))
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL"):
        url = urlsplit(env.get(name, ""))
        if url.scheme and (url.hostname or "") not in near and not encrypted(name, url.scheme, url.query):
            yield (
                f"{name} goes to {url.hostname} without checked encryption. Use {_remedy(name)}, or name the host in "
                "PLAIN_TRAFFIC_HOSTS when it is reached over a private network of this machine alone."
            )


def encrypted(name: str, scheme: str, query: str) -> bool:
    if name == "DATABASE_URL":
        return bool(VERIFIED & set(parse_qs(query).get("sslmode", [])))
    if name == "EMAIL_URL":
        return scheme in ("smtps", "smtp+tls", "smtp+ssl")
    return scheme in ("rediss", "amqps")


def mail(env: Mapping[str, str]) -> Iterator[str]:
    if not env.get("EMAIL_URL", "").startswith("smtp"):
        yield "EMAIL_URL must name a mail server (smtp+tls://…): on the console, sign-in links would land in the log."


def _remedy(name: str) -> str:
    return {"DATABASE_URL": "?sslmode=verify-full", "EMAIL_URL": "smtp+tls://"}.get(name, "rediss://")


def _list(env: Mapping[str, Any], name: str) -> list[str]:
    return [part.strip() for part in str(env.get(name, "")).split(",") if part.strip()]
