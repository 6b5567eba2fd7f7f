"""The OpenAPI document: made from the views, completed with what holds for every answer."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator

from loket.settings.api import BASE_PATH

PROBLEM = "application/problem+json"
EXAMPLE_SITE = "https://crm-loket.example.org"
NO_EMAIL = "loket@example.org"
HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "API-Version": ("Version of the API.", {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}),
    "Access-Control-Allow-Origin": ("Open to every origin.", {"type": "string"}),
    "ETag": ("Changes when the answer changes.", {"type": "string"}),
    "Last-Modified": ("When the content changed last.", {"type": "string"}),
    "Link": ("The first, previous, next and last page (RFC 8288).", {"type": "string"}),
    "Content-Crs": ("CRS84: longitude, latitude.", {"type": "string"}),
    "Content-Language": ("Language of the texts.", {"type": "string"}),
    "Location": ("Address of the import.", {"type": "string"}),
    "WWW-Authenticate": ("Bearer.", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer", "minimum": 0}),
}
ALWAYS = ("API-Version", "Access-Control-Allow-Origin")
PROBLEMS = {
    "400": "A parameter is unknown or has a wrong value, or the query string is longer than 4,096 characters; "
    "`errors` names each.",
    "404": "This record or page does not exist.",
    "406": "No form of the answer is acceptable.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "500": "Something failed on our side.",
}
SENDING_PROBLEMS = {
    "400": "The body cannot be read, or a member is missing, unknown or wrong; `errors` names each.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
}
CLOSED_PROBLEMS = {"401": "The key is missing or does not work."}
FORBIDDEN = {
    "imports": "The owner of the key may not bring this kind of list.",
    "matches": "The key, or its owner, may not decide about matches.",
}
CONFLICT = "Somebody decided it meanwhile, or the rows cannot be taken in any more; nothing of yours is saved."
SENDING_FILE_PROBLEMS = {
    "400": "The list cannot be read, or a member is missing, unknown or wrong; `errors` names each.",
    "413": "The file is too large.",
    "415": "The body is not multipart/form-data.",
}
UNCHANGED = "Nothing changed since the answer that the reader holds."
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "about:blank: the status says what kind of problem it is."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What was wrong, and what is allowed."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "errors": {
            "type": "array",
            "description": "Every wrong parameter.",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}


@functools.cache
def openapi_document(site: str, email: str = "") -> dict[str, Any]:
    """The document for a site, in English whatever the reader speaks; docs/api/openapi.json holds the example's."""
    with override("en"):
        document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    document["info"]["contact"] = {"name": document["info"]["title"], "url": site, "email": email or NO_EMAIL}
    if site.startswith("https://"):
        document["servers"][0]["url"] = f"{site.rstrip('/')}{BASE_PATH}"
    return document


def committed_document() -> str:
    """What docs/api/openapi.json holds."""
    return json.dumps(openapi_document(EXAMPLE_SITE), indent=2, ensure_ascii=False) + "\n"


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Hook of drf-spectacular: problems, and the headers of every answer."""
    result["components"]["schemas"]["ProblemDetails"] = PROBLEM_SCHEMA
    result["components"]["headers"] = {
        name: {"description": text, "schema": schema} for name, (text, schema) in HEADERS.items()
    }
    for method, finish in (("get", _complete), ("post", _complete_sending)):
        for operation in _operations(result, method):
            (_complete_closed if operation.get("security") else finish)(operation)
    # The API Design Rules 2.1 look for this spelling.
    for answer in result["paths"]["/openapi.json"]["get"]["responses"].values():
        answer["headers"]["access-control-allow-origin"] = answer["headers"].pop("Access-Control-Allow-Origin")
    return result


def _operations(document: dict[str, Any], method: str) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        if method in path:
            yield path[method]


def _complete(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    in_path = any(one["in"] == "path" for one in operation.get("parameters", ()))
    paged = any(one["name"] == "page" for one in operation.get("parameters", ()))
    answers["200"].setdefault("headers", {}).update(_links("ETag", "Last-Modified", "Content-Language"))
    if paged:
        answers["200"]["headers"].update(_links("Link"))
    if "application/geo+json" in answers["200"]["content"]:
        answers["200"]["headers"].update(_links("Content-Crs"))
    answers["304"] = {"description": UNCHANGED, "headers": _links("ETag")}
    for status, description in PROBLEMS.items():
        if status != "404" or in_path or paged:
            content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
            answers[status] = {"description": description, "content": content}
    answers["429"]["headers"] = _links("Retry-After")
    for answer in answers.values():
        answer.setdefault("headers", {}).update(_links(*ALWAYS))
    operation["responses"] = dict(sorted(answers.items()))


def _complete_sending(operation: dict[str, Any]) -> None:
    """What is sent has a body that can be wrong in more ways; the answer is made for it and cannot be held."""
    answers = operation["responses"]
    done = next(status for status in answers if status.startswith("2"))
    answers[done]["headers"] = _links("Content-Language", "API-Version")
    for status, description in (PROBLEMS | SENDING_PROBLEMS).items():
        if status != "404":
            content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
            answers[status] = {"description": description, "content": content, "headers": _links("API-Version")}
    answers["429"]["headers"] |= _links("Retry-After")
    operation["responses"] = dict(sorted(answers.items()))


def _complete_closed(operation: dict[str, Any]) -> None:
    """What needs a key is read by its owner alone: no other origin, no tag to hold it by."""
    answers = operation["responses"]
    parameters = operation.get("parameters", ())
    paged = any(one["name"] == "page" for one in parameters)
    for answer in answers.values():
        answer["headers"] = _links("Content-Language", "API-Version", *(["Link"] if paged else []))
    tag = operation["tags"][0]
    body = operation.get("requestBody", {}).get("content", {})
    is_file = "multipart/form-data" in body
    if is_file:
        for answer in answers.values():
            answer["headers"] |= _links("Location")
    problems = {**PROBLEMS, **CLOSED_PROBLEMS}
    if body or tag == "matches":
        problems["403"] = FORBIDDEN[tag]
    if body:
        problems |= SENDING_FILE_PROBLEMS if is_file else SENDING_PROBLEMS | {"409": CONFLICT}
    for status, description in problems.items():
        if status == "404" and is_file:
            continue
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
        answers[status] = {"description": description, "content": content, "headers": _links("API-Version")}
    answers["429"]["headers"] |= _links("Retry-After")
    answers["401"]["headers"] |= _links("WWW-Authenticate")
    operation["responses"] = dict(sorted(answers.items()))


def _links(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
