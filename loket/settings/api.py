"""How the API is described. What it does stands in loket/settings/rest.py."""

from typing import Any

BASE_PATH = "/api/v1"
DESCRIPTION = """\
The register of critical raw materials in Zuid-Holland: who works where in the value chain, and with which materials.

Everything here is public and may be read without an account, but for `imports` and `matches`, which ask for a key.
Lists are filtered by query keys: several values of one key widen the list, different keys narrow it; a key or a
value that is not known is refused with the reason. Texts are Dutch or English (`lang`, or `Accept-Language`). Answers
carry an `ETag`: ask again with `If-None-Match` and an unchanged answer costs a 304. Places are in CRS84 (longitude,
latitude).
"""
TAGS = {
    "api": "Entrance and description of the API.",
    "stages": "Links of the value chain.",
    "sectors": "Parts of society that need critical raw materials.",
    "benchmarks": "European benchmarks for 2030.",
    "materials": "Raw materials, their figures and their place on the list.",
    "supply-events": "What touched the supply of materials.",
    "dilemmas": "Both sides of doing something here or importing it, each with its source.",
    "companies": "Companies and institutes.",
    "sites": "Places where they work.",
    "municipalities": "Municipalities of the province.",
    "coverage": "Organisations per stage and material, and what lacks.",
    "offtake": "Who could supply an activity, and who could take what leaves it.",
    "permit-types": "Permits and duties of the law version in force.",
    "authorities": "Who decides, advises or keeps watch.",
    "municipal-authorities": "Which authorities act in a municipality.",
    "trajectories": "Permit trajectories that are public.",
    "terms": "Legal terms of permit procedures.",
    "route-questions": "Questions of the route planner.",
    "route-plans": "Permits, authorities and dates of an initiative.",
    "recommendations": "The nine recommendations of the agenda.",
    "actions": "What is being done for a recommendation.",
    "bottlenecks": "What holds a trajectory or an activity up.",
    "opportunities": "Chances that the agenda names.",
    "challenges": "What stands in the way of the chain.",
    "partners": "Who works on the agenda.",
    "meetings": "Consultation meetings and what they decided.",
    "locations": "Places where an initiative could land, with what is known of them.",
    "search": "One search over everything that is public.",
    "suggestions": "Changes that anybody proposes: sent here, decided by staff, never read here.",
    "imports": "Lists that partners deliver with a key: checked here, applied by staff.",
    "matches": "Whom rows of lists may be about: decided with a key, by who decides in the loket.",
    "inquiries": "Questions to the loket: sent here, never read here.",
}


def description_settings(version: str) -> dict[str, Any]:
    return {
        "TITLE": "CRM-loket Zuid-Holland",
        "DESCRIPTION": DESCRIPTION,
        "VERSION": version,
        "OAS_VERSION": "3.0.3",
        "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "SERVERS": [{"url": BASE_PATH, "description": "This portal"}],
        "TAGS": [{"name": name, "description": text} for name, text in TAGS.items()],
        "SCHEMA_PATH_PREFIX": BASE_PATH,
        "SCHEMA_PATH_PREFIX_TRIM": True,
        "SERVE_INCLUDE_SCHEMA": False,
        "COMPONENT_SPLIT_REQUEST": True,
        "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
        "POSTPROCESSING_HOOKS": ["loket.api.schema.complete"],
        "DISABLE_ERRORS_AND_WARNINGS": False,
    }
