"""For machines that look for data: where the API is (RFC 9727), and what the register holds (DCAT-AP-NL 3.0)."""

from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from loket.api.collections import COLLECTIONS
from loket.api.schema import NO_EMAIL
from loket.api.turtle import MEDIA_TYPE as TURTLE
from loket.api.turtle import turtle
from loket.settings.api import BASE_PATH
from publication.api import Collection
from publication.exports import MEDIA_TYPES

LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
OPENAPI = "application/vnd.oai.openapi+json"
JSON_LD = "application/ld+json"
CATALOG_PATH = "/data/catalog.jsonld"
TURTLE_PATH = "/data/catalog.ttl"
PROVINCE = "https://identifier.overheid.nl/tooi/id/provincie/pv28"
AUTHORITY = "http://publications.europa.eu/resource/authority"
LICENCE = f"{AUTHORITY}/licence/CC_BY_4_0"
OPEN = f"{AUTHORITY}/access-right/PUBLIC"
THEME = f"{AUTHORITY}/data-theme/ECON"
LANGUAGES = {"nl": f"{AUTHORITY}/language/NLD", "en": f"{AUTHORITY}/language/ENG"}
FILE_TYPES = {"json": "JSON", "csv": "CSV", "xlsx": "XLSX", "geojson": "GEOJSON"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
TITLE = {"nl": "Register van het CRM-loket Zuid-Holland", "en": "Register of the CRM-loket Zuid-Holland"}
ABOUT = {
    "nl": "Wie in Zuid-Holland wat doet met kritieke grondstoffen: bedrijven, grondstoffen, schakels van de keten.",
    "en": "Who does what with critical raw materials in Zuid-Holland: companies, materials, links of the chain.",
}
Node = dict[str, Any]
_FORMS = {"jsonld": JSON_LD, "ttl": TURTLE}


@require_safe
def api_catalog(request: HttpRequest) -> HttpResponse:
    site = settings.SITE_URL.rstrip("/")
    link = {
        "anchor": f"{site}{BASE_PATH}",
        "service-desc": [{"href": f"{site}{BASE_PATH}/openapi.json", "type": OPENAPI}],
        "service-doc": [{"href": f"{site}{address}", "type": "text/html"} for address in _manuals()],
        "service-meta": [
            {"href": f"{site}{CATALOG_PATH}", "type": JSON_LD},
            {"href": f"{site}{TURTLE_PATH}", "type": TURTLE},
        ],
        "status": [{"href": f"{site}/readyz"}],
    }
    response = HttpResponse(orjson.dumps({"linkset": [link]}), content_type=LINKSET)
    response.headers["Link"] = f'<{site}/.well-known/api-catalog>; rel="api-catalog"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def data_catalog(request: HttpRequest, form: str = "") -> HttpResponse:
    """As JSON-LD or Turtle: the address says which (``jsonld``, ``ttl``), else what the reader accepts best."""
    nodes = graph(settings.SITE_URL.rstrip("/"))
    wanted = _FORMS.get(form) or request.get_preferred_type([JSON_LD, TURTLE]) or JSON_LD
    if wanted == TURTLE:
        body: bytes | str = turtle(CONTEXT, nodes)
    else:
        body = orjson.dumps({"@context": CONTEXT, "@graph": nodes})
    response = HttpResponse(body, content_type=f"{TURTLE}; charset=utf-8" if wanted == TURTLE else JSON_LD)
    response.headers["Access-Control-Allow-Origin"] = "*"
    if not form:
        patch_vary_headers(response, ["Accept"])
    return response


def graph(site: str) -> list[Node]:
    """A catalogue with one data set per collection, each with a file per form, and the API that serves them."""
    base = f"{site}{CATALOG_PATH}"
    datasets = [_dataset(site, base, collection) for collection in COLLECTIONS]
    files = [_file(site, base, collection, form) for collection in COLLECTIONS for form in collection.table.formats]
    catalog = {
        "@id": base,
        "@type": "dcat:Catalog",
        **_described(TITLE, ABOUT, base),
        "foaf:homepage": {"@id": f"{site}/"},
        "dct:creator": {"@id": PROVINCE},
        "dct:language": [{"@id": language} for language in LANGUAGES.values()],
        "dcat:dataset": [{"@id": one["@id"]} for one in datasets],
        "dcat:service": {"@id": f"{base}#api"},
    }
    return [catalog, _service(site, base, datasets), *datasets, *files, *_terms(site, base)]


def _service(site: str, base: str, datasets: list[Node]) -> Node:
    title = {"nl": "API van het CRM-loket", "en": "API of the CRM-loket"}
    return {
        "@id": f"{base}#api",
        "@type": "dcat:DataService",
        **_described(title, ABOUT, base),
        "dct:identifier": f"{site}{BASE_PATH}",
        "dct:accessRights": {"@id": OPEN},
        "dct:creator": {"@id": PROVINCE},
        "dct:language": [{"@id": language} for language in LANGUAGES.values()],
        "dcat:keyword": _in_words({"nl": "kritieke grondstoffen", "en": "critical raw materials"}),
        "dcat:theme": {"@id": THEME},
        "dcat:endpointURL": {"@id": f"{site}{BASE_PATH}"},
        "dcat:endpointDescription": {"@id": f"{site}{BASE_PATH}/openapi.json"},
        "dcat:servesDataset": [{"@id": one["@id"]} for one in datasets],
    }


def _dataset(site: str, base: str, collection: Collection) -> Node:
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = str(collection.table.name).capitalize()
    about = {language: f"{name}. {ABOUT[language]}" for language, name in names.items()}
    return {
        "@id": f"{base}#{collection.kind}",
        "@type": "dcat:Dataset",
        **_described(names, about, base),
        "dct:identifier": f"{site}{BASE_PATH}/{collection.kind}",
        "dct:accessRights": {"@id": OPEN},
        "dct:creator": {"@id": PROVINCE},
        "dcat:theme": {"@id": THEME},
        "dct:language": [{"@id": language} for language in LANGUAGES.values()],
        "dcat:keyword": _in_words({"nl": "kritieke grondstoffen", "en": "critical raw materials"}),
        "dcat:landingPage": {"@id": f"{site}{_open_data()}"},
        "foaf:page": {"@id": f"{site}{_open_data()}"},
        "dcat:distribution": [{"@id": f"{base}#{collection.kind}-{form}"} for form in collection.table.formats],
    }


def _file(site: str, base: str, collection: Collection, form: str) -> Node:
    address = f"{site}{BASE_PATH}/{collection.kind}?format={form}"
    return {
        "@id": f"{base}#{collection.kind}-{form}",
        "@type": "dcat:Distribution",
        "dct:title": _in_words({"nl": f"{form.upper()}-bestand", "en": f"{form.upper()} file"}),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:accessService": {"@id": f"{base}#api"},
        "dct:license": {"@id": LICENCE},
        "dct:language": [{"@id": language} for language in LANGUAGES.values()],
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{FILE_TYPES[form]}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[form]}"},
    }


def _described(title: dict[str, str], about: dict[str, str], base: str) -> Node:
    return {
        "dct:title": _in_words(title),
        "dct:description": _in_words(about),
        "dct:publisher": {"@id": PROVINCE},
        "dct:license": {"@id": LICENCE},
        "dcat:contactPoint": {"@id": f"{base}#contact"},
    }


def _terms(site: str, base: str) -> list[Node]:
    """What the values above are, so that the document can be checked by itself."""
    forms = {form for collection in COLLECTIONS for form in collection.table.formats}
    contact: Node = {
        "@id": f"{base}#contact",
        "@type": ["vcard:Organization", "vcard:Kind"],
        "vcard:fn": _in_words({"nl": "CRM-loket Zuid-Holland", "en": "CRM-loket Zuid-Holland"}),
        "vcard:hasEmail": {"@id": f"mailto:{settings.CONTACT_EMAIL or NO_EMAIL}"},
        "vcard:hasURL": {"@id": f"{site}/"},
    }
    province = {
        "@id": PROVINCE,
        "@type": "foaf:Agent",
        "foaf:name": _in_words({"nl": "Provincie Zuid-Holland", "en": "Province of Zuid-Holland"}),
    }
    kinds = {LICENCE: "dct:LicenseDocument", OPEN: "dct:RightsStatement"}
    kinds |= dict.fromkeys(LANGUAGES.values(), "dct:LinguisticSystem")
    kinds |= {f"{AUTHORITY}/file-type/{FILE_TYPES[form]}": "dct:MediaTypeOrExtent" for form in sorted(forms)}
    kinds |= {
        f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[form]}": "dct:MediaType" for form in sorted(forms)
    }
    theme = {"@id": THEME, "@type": "skos:Concept", "skos:prefLabel": _in_words({"nl": "Economie", "en": "Economy"})}
    kinds |= dict.fromkeys((f"{site}/", f"{site}{_open_data()}"), "foaf:Document")
    return [contact, province, theme, *({"@id": value, "@type": kind} for value, kind in kinds.items())]


def _in_words(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in texts.items()]


def _open_data() -> str:
    with translation.override("nl"):
        return reverse("loket:open-data")


def _manuals() -> list[str]:
    """The page for who uses the API, in each language."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(reverse("loket:api"))
    return found
