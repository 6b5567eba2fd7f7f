"""Turn ``CACHE_URL`` into Django's settings. Several processes need one shared cache: throttles, lock-outs and the
codes already used for signing in are counted there."""

import hashlib
from typing import Any

import environ

REDIS = "django.core.cache.backends.redis.RedisCache"


def cache_from_url(url: str, secret_key: str) -> dict[str, Any]:
    """A new secret key begins with an empty cache: its values are signed with that key."""
    if not url.startswith(("redis://", "rediss://")):
        return dict(environ.Env.cache_url_config(url))
    return {
        "BACKEND": REDIS,
        "LOCATION": url,
        "KEY_PREFIX": f"loket-{hashlib.sha256(secret_key.encode()).hexdigest()[:8]}",
        "OPTIONS": {
            "serializer": "loket.cache.SignedSerializer",
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
        },
    }
