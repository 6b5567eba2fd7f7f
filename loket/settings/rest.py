"""What the API shares: who may come in, how often, how errors look."""

from typing import Any

from environ import Env

from loket.settings.api import description_settings

API_VERSION = "1.0.0"


def rest_settings(env: Env) -> dict[str, Any]:
    return {
        "API_VERSION": API_VERSION,
        "API_PREFIX": "/api/",
        "API_RATE": env.str("API_RATE", default="600/min"),
        "API_KEY_DAYS": env.int("API_KEY_DAYS", default=365),
        "SPECTACULAR_SETTINGS": description_settings(API_VERSION),
        "REST_FRAMEWORK": {
            "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
            "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"],
            "DEFAULT_PARSER_CLASSES": ["loket.errors.parsers.StrictJSONParser"],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "DEFAULT_THROTTLE_CLASSES": ["loket.accounts.limits.AddressThrottle"],
            "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
            "EXCEPTION_HANDLER": "loket.errors.problems.exception_handler",
            # The visitor's address is settled once, by loket.middleware.address; see docs/security.md.
            "NUM_PROXIES": 0,
            "TEST_REQUEST_DEFAULT_FORMAT": "json",
        },
    }
