"""Follow organisations, materials, stages and searches: confirmed, told once, by week or at once, and as feed."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.letters import send_waiting
from companies.models import Letter, Organisation, OrganisationAlias
from publication.following import actions, telling
from publication.models import Follower
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    ActivityMaterialFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    StageFactory,
    SupplyEventFactory,
)
from tests.shared_records import FillOnce
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PUBLIC_FORM_FASTEST = 0
    cache.clear()


@pytest.fixture(scope="module")
def _chain(fill_once: FillOnce) -> None:
    fill_once(make_chain)


@pytest.fixture
def chain(_chain: None, db: None) -> tuple[Material, Stage, Organisation]:
    """A material, a stage and an organisation that works on it there."""
    return Material.objects.get(), Stage.objects.get(), Organisation.objects.get()


def make_chain() -> None:
    with publishing():
        material = MaterialFactory(public=True, slug="tungsten", name_nl="Wolfraam", name_en="Tungsten")
        stage = StageFactory(public=True, slug="refining", name_nl="Raffinage", name_en="Refining")
        one = OrganisationFactory(public=True, slug="een", name="Een BV")
        MunicipalityFactory(public=True, slug="rotterdam", name="Rotterdam")
    work(one, stage, material)


def work(organisation, stage, material):
    with publishing():
        ActivityMaterialFactory(activity=ActivityFactory(organisation=organisation, stage=stage), material=material)


def ask(client: Client, subject: str, query: str, email: str = "lezer@example.org", rhythm: str = "at-once"):
    address = f"/nl/volgen/{subject}/?{query}"
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(address).content.decode()).group(1)
    return client.post(address, {"email": email, "rhythm": rhythm, "stamp": stamp, "contact_reference": ""})


def follow(client: Client, subject: str, query: str, **more: str) -> Follower:
    assert ask(client, subject, query, **more).status_code == 302
    client.post(link(sent()[-1].body, "bevestigen"))
    mail.outbox.clear()
    return Follower.objects.latest("pk")


def sent():
    send_waiting()
    return mail.outbox


def link(body: str, word: str) -> str:
    return re.search(rf"https?://[^/\s]+(/\S+/{word}/)", body).group(1)


@pytest.mark.parametrize(
    ("subject", "query"),
    [
        ("companies", "key=een"),
        ("materials", "key=tungsten"),
        ("stages", "key=refining"),
        ("search", "material=tungsten&stage=refining"),
    ],
)
def test_each_subject_tells_what_is_new_once(client: Client, chain, subject, query):
    material, stage, one = chain
    follower = follow(client, subject, query)
    assert telling.tell_at_once(anyway=True) == 0
    with publishing():
        one.website = "https://een.example.org"
        one.save()
        OrganisationFactory(name="Geheim BV")
    work(OrganisationFactory(public=True, slug="twee", name="Twee BV"), stage, material)
    work(OrganisationFactory(slug="geheim", name="Geheim BV"), stage, material)
    assert telling.tell_at_once() == 1
    assert telling.tell_at_once(anyway=True) == 0
    (letter,) = sent()
    assert ("een.example.org" if subject == "companies" else "Twee BV") in letter.body
    assert "Geheim" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Letter.objects.filter(recipient="", headers={}).count() == Letter.objects.count()
    assert follower.email not in str(Letter.objects.values())


def test_what_was_withdrawn_is_not_told(client: Client, chain):
    _material, _stage, one = chain
    follow(client, "materials", "key=tungsten")
    with publishing():
        one.visibility = "internal"
        one.save()
    assert telling.tell_at_once(anyway=True) == 0
    assert sent() == []


def test_a_mail_scanner_confirms_and_stops_nothing(client: Client, chain):
    ask(client, "materials", "key=tungsten")
    confirm = link(sent()[0].body, "bevestigen")
    for method in (client.get, client.head):
        assert method(confirm).status_code == 200
    assert Follower.objects.get().confirmed_at is None
    client.post(confirm)
    stop = re.sub(r"^https?://[^/]+", "", actions.stop_address(Follower.objects.get()))
    for method in (client.get, client.head):
        assert method(stop).status_code == 200
    assert Follower.objects.count() == 1
    assert "Wat u verder volgt, gaat door." in client.post(stop).content.decode()
    assert Follower.objects.count() == 0


def test_a_digest_is_one_mail_a_week(client: Client, chain, monkeypatch):
    material, stage, _one = chain
    follow(client, "materials", "key=tungsten", rhythm="digest")
    follow(client, "stages", "key=refining", rhythm="digest", email="LEZER@example.org")
    work(OrganisationFactory(public=True, slug="twee", name="Twee BV"), stage, material)
    assert telling.tell_at_once(anyway=True) == 0
    assert telling.tell_digests() == 1
    assert telling.tell_digests() == 0
    (letter,) = sent()
    assert letter.body.count("Twee BV") == 2
    assert letter.body.count("/stoppen/") == 3
    # More news in the same week waits for the next one, and is not lost.
    work(OrganisationFactory(public=True, slug="drie", name="Drie BV"), stage, material)
    assert telling.tell_digests() == 0
    later = timezone.localdate() + datetime.timedelta(days=7)
    monkeypatch.setattr("publication.following.telling.timezone.localdate", lambda: later)
    assert telling.tell_digests() == 1
    assert sent()[-1].body.count("Drie BV") == 2
    address = re.search(r"<https?://[^/]+(/.+)>", letter.extra_headers["List-Unsubscribe"]).group(1)
    assert "per week" in client.get(address).content.decode()
    assert client.post(address).status_code == 200
    assert Follower.objects.count() == 0


def test_followers_of_a_merged_organisation_follow_the_kept_one(client: Client, chain):
    _material, _stage, one = chain
    follow(client, "companies", "key=een")
    with publishing():
        kept = OrganisationFactory(public=True, slug="bewaard", name="Bewaard")
        OrganisationAlias.objects.create(organisation=kept, slug="een", old_id=one.pk, merged_at=timezone.now())
        one.delete()
    telling.tell_at_once(anyway=True)
    assert Follower.objects.get().key == "bewaard"
    for address in ("/nl/volgen/companies/", "/en/follow/companies/feed.atom"):
        answer = client.get(f"{address}?key=een")
        assert (answer.status_code, answer["Location"]) == (301, f"{address}?key=bewaard")
        assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nl/volgen/companies/?key=geheim",
        "/nl/volgen/companies/",
        "/nl/volgen/search/",
        "/nl/volgen/search/?stage=nonsense",
        "/nl/volgen/search/?q=" + "x" * 600,
        "/nl/volgen/nonsense/?key=x",
        "/nl/volgen/companies/feed.atom?key=geheim",
        "/nl/volgen/search/feed.atom?bbox=1",
        "/nl/volgen/abc:def/stoppen/",
        "/nl/volgen/abc:def/bevestigen/",
    ],
)
def test_what_is_not_public_cannot_be_followed(client: Client, chain, address):
    OrganisationFactory(slug="geheim")
    assert client.get(address).status_code == 404


def test_a_digest_speaks_one_language(client: Client, chain):
    material, stage, _one = chain
    follow(client, "materials", "key=tungsten", rhythm="digest")
    Follower.objects.update(language="en", told={}, told_digest="")
    work(OrganisationFactory(public=True, slug="twee", name="Twee BV"), stage, material)
    assert telling.tell_digests() == 1
    links = re.findall(r"https?://[^/]+/(nl|en)/", sent()[-1].body)
    assert links == ["en"] * 3


def test_a_feed_leaves_out_what_no_xml_can_hold(client: Client, chain):
    """Pasted into a name, or asked for in an address."""
    stage = chain[1]
    stage.name_nl, stage.name_en = "Raffi\x01na\uffffge", "Refi\x0bning"
    stage.save()
    work(OrganisationFactory(public=True, name="T\x1bwee BV"), *reversed(chain[:2]))
    for query in ("stages/feed.atom?key=refining", "search/feed.atom?stage=refining", "search/feed.atom?q=een%01%0B"):
        told = client.get(f"/nl/volgen/{query}")
        assert told.status_code == 200, query
        ElementTree.fromstring(told.content)
    assert "Raffinage" in client.get("/nl/volgen/stages/feed.atom?key=refining").content.decode()


def test_a_feed_has_what_the_standard_asks(client: Client, chain):
    """RFC 4287: a feed has one id, title and moment, and an author; each entry has its own three and a link."""
    for address in (
        "/nl/volgen/materials/feed.atom?key=tungsten",
        "/en/follow/search/feed.atom?stage=refining&q=niets",
    ):
        feed = ElementTree.fromstring(client.get(address).content)
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                (one,) = element.findall(f"{ATOM}{name}")
                assert one.text
            assert datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
            assert element.find(f"{ATOM}link[@rel='alternate']") is not None
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "CRM-loket Zuid-Holland"
        assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith(address)
        assert feed.findtext(f"{ATOM}subtitle")


def test_feeds_tell_what_changed_last(client: Client, chain):
    material, _stage, _one = chain
    with publishing():
        SupplyEventFactory(public=True, title_nl="Exportstop", materials=[material])
        OrganisationFactory(name="Geheim BV")
    for address, title in (
        ("/nl/volgen/materials/feed.atom?key=tungsten", "Exportstop"),
        ("/nl/volgen/stages/feed.atom?key=refining", "Een BV"),
        ("/nl/volgen/companies/feed.atom?key=een", "Een BV"),
        ("/nl/volgen/search/feed.atom?stage=refining", "Een BV"),
    ):
        response = client.get(address)
        assert response["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(response.content)
        assert title in [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert "Geheim" not in response.content.decode()
        held = client.get(address, headers={"if-none-match": response["ETag"]})
        assert held.status_code == 304


def test_an_address_gets_so_many_mails_an_hour(client: Client, chain, monkeypatch):
    monkeypatch.setattr("loket.following.forms.MAILS_PER_ADDRESS", 1)
    assert ask(client, "materials", "key=tungsten").status_code == 302
    assert ask(client, "stages", "key=refining").status_code == 429


def test_telling_costs_the_same_for_many_followers(client: Client, chain, django_assert_max_num_queries):
    for number in range(20):
        one = actions.new_follower("materials", "tungsten", f"lezer{number}@example.org", "nl", "at-once")
        actions.confirm(one)
    with django_assert_max_num_queries(12):
        assert telling.tell_at_once(anyway=True) == 0


def test_pages_lead_to_following(client: Client, chain):
    directory = reverse("companies:directory")
    for path, address in (
        (reverse("valuechains:material", args=["tungsten"]), "/nl/volgen/materials/?key=tungsten"),
        (reverse("valuechains:stage", args=["refining"]), "/nl/volgen/stages/?key=refining"),
        (reverse("companies:organisation", args=["een"]), "/nl/volgen/companies/?key=een"),
        (f"{directory}?stage=refining", "/nl/volgen/search/?stage=refining"),
    ):
        assert address in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("query", "above"),
    [
        ("materials/?key=tungsten", '<a href="/nl/grondstoffen/">Grondstoffen</a>'),
        ("stages/?key=refining", '<a href="/nl/keten/">De keten</a>'),
        ("search/?stage=refining", '<a href="/nl/bedrijven/">Register</a>'),
    ],
)
def test_the_trail_of_following_leads_to_the_list(client: Client, chain, query: str, above: str):
    page = client.get(f"/nl/volgen/{query}").content.decode()
    (crumbs,) = re.findall(r'<nav class="breadcrumb".*?</nav>', page, re.DOTALL)
    assert above in crumbs
