import json

import pytest

from loket.api.catalog import CONTEXT, graph
from loket.api.collections import COLLECTIONS
from loket.api.turtle import turtle

pytestmark = pytest.mark.django_db


def test_machines_find_the_api(client, settings):
    settings.SITE_URL = "https://loket.example"
    response = client.get("/.well-known/api-catalog")
    assert response["Content-Type"].startswith("application/linkset+json")
    assert 'rel="api-catalog"' in client.head("/.well-known/api-catalog")["Link"]
    (link,) = json.loads(response.content)["linkset"]
    assert link["anchor"] == "https://loket.example/api/v1"
    for relation in ("service-desc", "service-doc", "service-meta", "status"):
        for one in link[relation]:
            assert client.get(one["href"].removeprefix("https://loket.example")).status_code == 200


def test_machines_find_the_data(client, settings):
    settings.SITE_URL = "https://loket.example"
    response = client.get("/data/catalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    nodes = json.loads(response.content)["@graph"]
    files = [node for node in nodes if node["@type"] == "dcat:Distribution"]
    assert len(files) == sum(len(collection.table.formats) for collection in COLLECTIONS)
    for file in files:
        path = file["dcat:downloadURL"]["@id"].removeprefix("https://loket.example")
        assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "accepted", "form"),
    [
        ("/data/catalog.ttl", "*/*", "text/turtle; charset=utf-8"),
        ("/data/catalog", "text/turtle", "text/turtle; charset=utf-8"),
        ("/data/catalog", "application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("/data/catalog", "*/*", "application/ld+json"),
    ],
)
def test_the_catalogue_has_two_forms(client, path, accepted, form):
    response = client.get(path, headers={"accept": accepted})
    assert response["Content-Type"] == form
    assert ("Accept" in response["Vary"].split(", ")) == (path == "/data/catalog")


def test_turtle_holds_every_node_and_text_of_the_graph():
    nodes = graph("https://loket.example")
    text = turtle(CONTEXT, nodes)
    assert all(f"<{node['@id']}> a " in text for node in nodes)
    assert 'dct:title "API van het CRM-loket"@nl, "API of the CRM-loket"@en ;' in text
    assert turtle({}, [{"@id": "urn:x", "@type": "dcat:Y", "dct:title": 'say "ä"\n'}]) == (
        '\n<urn:x> a dcat:Y ;\n    dct:title "say \\"ä\\"\\n" .\n'
    )


def test_every_node_that_is_named_is_described():
    """Checkers want the class of each value in the same document."""
    nodes = graph("https://loket.example")
    described = {node["@id"] for node in nodes}
    addresses = {
        "dcat:accessURL",
        "dcat:downloadURL",
        "dcat:endpointURL",
        "dcat:endpointDescription",
        "dcat:landingPage",
    }
    for node in nodes:
        for name, value in node.items():
            if name in addresses or name.startswith(("@", "vcard:")):
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and "@id" in one:
                    assert one["@id"] in described, (node["@id"], name)


def test_texts_are_in_both_languages():
    for node in graph("https://loket.example"):
        for name in ("dct:title", "dct:description"):
            assert {text["@language"] for text in node.get(name, [{"@language": "nl"}, {"@language": "en"}])} == {
                "nl",
                "en",
            }
