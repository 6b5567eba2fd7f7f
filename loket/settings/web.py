"""Headers, cookies, limits on requests, static files: how the portal behaves towards browsers.

Why each value is what it is stands in docs/security.md.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environ import Env

NONE = ["'none'"]
SELF = ["'self'"]
YEAR = 365 * 24 * 3600
MIB = 1024 * 1024


def tile_origin(tiles_url: str) -> list[str]:
    """The origin that map tiles come from, for ``img-src``; nothing when there are no tiles or they are our own."""
    parts = urlsplit(tiles_url.replace("{s}.", "*."))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.scheme and parts.netloc else []


def public_policy(tiles_url: str) -> dict[str, Any]:
    """The content security policy of every page but the admin's own: nothing inline, nothing from elsewhere."""
    return {
        "default-src": NONE,
        "script-src": SELF,
        "style-src": SELF,
        "img-src": [*SELF, "data:", *tile_origin(tiles_url)],
        "font-src": SELF,
        "connect-src": SELF,
        "manifest-src": SELF,
        "form-action": SELF,
        "frame-ancestors": NONE,
        "base-uri": NONE,
        "object-src": NONE,
    }


def admin_policy(tiles_url: str) -> dict[str, Any]:
    """The admin skin's Alpine builds functions from text and sets styles in the page; docs/security.md tells more."""
    return {
        **public_policy(tiles_url),
        "script-src": [*SELF, "'unsafe-eval'"],
        "style-src": [*SELF, "'unsafe-inline'"],
    }


def cookie_settings(secure: bool) -> dict[str, Any]:
    """``__Host-`` names bind a cookie to this host and to TLS; browsers refuse them over plain http."""
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": f"{prefix}csrf",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_NAME": f"{prefix}language",
        "LANGUAGE_COOKIE_SECURE": secure,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "CSRF_FAILURE_VIEW": "loket.errors.handlers.csrf_failure",
    }


def web_settings(env: Env, tiles_url: str, site_url: str) -> dict[str, Any]:
    proxies = env.int("TRUSTED_PROXIES", default=0)
    secure = site_url.startswith("https://")
    return {
        "TRUSTED_PROXIES": proxies,
        # Only a proxy of ours may say that the visitor came over TLS.
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if proxies else None,
        "SECURE_HSTS_SECONDS": YEAR,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CSRF_TRUSTED_ORIGINS": [site_url] if secure else [],
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": public_policy(tiles_url)},
        "ADMIN_CONTENT_SECURITY_POLICY": admin_policy(tiles_url),
        "MAX_QUERY_STRING": 4096,
        # The threads of a process make answers in turns (loket/turns.py).
        "WEB_TURNS": env.bool("WEB_TURNS", default=True),
        # Public answers kept in each process for who asks the same again (publication/kept.py); 0 keeps none.
        "KEPT_ANSWERS_BYTES": env.int("KEPT_ANSWERS_BYTES", default=32 * MIB),
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * MIB,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 5,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": MIB,
        "FILE_UPLOAD_PERMISSIONS": 0o640,
        "SECURITY_CONTACT": env.str("SECURITY_CONTACT", default="mailto:security@example.org"),
        **cookie_settings(secure),
    }


def static_settings(base: Path, hashed: bool) -> dict[str, Any]:
    """``hashed``: names carry a digest of the content, so that browsers may keep files for a year."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    (base / "staticfiles").mkdir(exist_ok=True)
    return {
        "STATIC_URL": "/static/",
        "STATIC_ROOT": base / "staticfiles",
        "STATICFILES_DIRS": [base / "static"],
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": manifest if hashed else plain},
        },
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "WHITENOISE_USE_FINDERS": not hashed,
        "WHITENOISE_MAX_AGE": 300,
    }
