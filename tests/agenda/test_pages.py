"""The public pages of the agenda: what they say, what they never say, and that they stand in both languages."""

import pytest
from django.test import Client
from django.utils import timezone

from publication.publishing import publishing
from tests.agenda.matrix import make_matrix
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    ChallengeFactory,
    DecisionFactory,
    FundingSchemeFactory,
    FundingWindowFactory,
    InstrumentFactory,
    KnowledgeOfferFactory,
    MeetingFactory,
    MilestoneFactory,
    OpportunityFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    days_from_now,
)
from tests.reading import api_rows, get
from valuechains.models import Stage

pytestmark = pytest.mark.django_db
PATHS = {
    "/nl/witte-vlekken/": "/en/white-spots/",
    "/nl/witte-vlekken/refining/nickel/": "/en/white-spots/refining/nickel/",
    "/nl/agenda/": "/en/agenda/",
    "/nl/agenda/aanbevelingen/eerste/": "/en/agenda/recommendations/eerste/",
    "/nl/agenda/uitdagingen/": "/en/agenda/challenges/",
    "/nl/agenda/kansen/": "/en/agenda/opportunities/",
    "/nl/agenda/kansen/kans/": "/en/agenda/opportunities/kans/",
    "/nl/agenda/knelpunten/": "/en/agenda/bottlenecks/",
    "/nl/agenda/acties/": "/en/agenda/actions/",
    "/nl/agenda/partners/": "/en/agenda/partners/",
    "/nl/agenda/programmas/": "/en/agenda/programmes/",
    "/nl/agenda/programmas/wet/": "/en/agenda/programmes/wet/",
    "/nl/agenda/overleg/": "/en/agenda/consultation/",
    "/nl/agenda/overleg/mei/": "/en/agenda/consultation/mei/",
    "/nl/agenda/opleidingen-en-onderzoek/": "/en/agenda/courses-and-research/",
    "/nl/agenda/financiering/": "/en/agenda/funding/",
}
EVERY = [path for pair in PATHS.items() for path in pair]


@pytest.fixture(scope="module")
def agenda(fill_once):
    fill_once(make_agenda)


def make_agenda() -> None:
    make_matrix()
    with publishing():
        partner = PartnerFactory(public=True, slug="haven", name_nl="Haven", name_en="Port")
        first = RecommendationFactory(public=True, slug="eerste", number=1, name_nl="Inzicht", owner=partner)
        part = RecommendationPartFactory(recommendation=first, number="1.1", name_nl="Dialoog")
        RecommendationPartFactory(recommendation=first, number="1.2", name_nl="Onderzoek")
        RecommendationFactory(public=True, slug="tweede", number=2, name_nl="Loket")
        meeting = MeetingFactory(public=True, slug="mei", internal_record="geheim verslag")
        DecisionFactory(meeting=meeting, text_nl="Openbaar besluit", is_public=True)
        DecisionFactory(meeting=meeting, text_nl="geheim besluit")
        bottleneck = BottleneckFactory(public=True, slug="net", name_nl="Net vol", staff_note="geheim")
        action = ActionFactory(
            public=True, recommendation=first, part=part, owner=partner, meeting=meeting, overdue=True,
            name_nl="Gesprek", staff_note="geheim",
        )  # fmt: skip
        action.bottlenecks.set([bottleneck])
        OpportunityFactory(public=True, slug="kans", stages=[Stage.objects.get(slug="refining")])
        InstrumentFactory(public=True, slug="wet", meaning_nl="U moet iets doen", recommendation=first)
        KnowledgeOfferFactory(public=True)
        MilestoneFactory(public=True, name_nl="Strategie")
        for factory in (ActionFactory, BottleneckFactory, ChallengeFactory, InstrumentFactory, MilestoneFactory):
            factory(name_nl="geheim punt", name_en="geheim punt")
            factory(name_nl="geheim punt", name_en="geheim punt", embargoed=True)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", EVERY)
def test_every_page_is_whole_and_tells_nothing_hidden(client, agenda, path):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert page.count("<h1") == 1
    assert "geheim" not in page
    assert " style=" not in page
    assert "alert--warning" in text(client, f"{path}?onzin=1")


@pytest.mark.parametrize(("dutch", "english"), PATHS.items())
def test_the_language_switch_leads_to_the_same_page(client, agenda, dutch, english):
    assert f'href="{english}' in text(client, dutch)
    assert f'href="{dutch}' in text(client, english)


def test_what_lacks_an_action_is_said_openly(client, agenda):
    overview = client.get("/nl/agenda/")
    standings = {one.row["slug"]: one for one in overview.context["standings"]}
    assert (standings["eerste"].state, standings["tweede"].state) == ("under-way", "no-action")
    assert [part["number"] for part in standings["eerste"].lacking] == ["1.2"]
    lacking = sum(one.state == "no-action" for one in standings.values())
    said = "1 aanbeveling heeft" if lacking == 1 else f"{lacking} aanbevelingen hebben"
    assert f"{said} nog geen actie" in overview.content.decode()
    page = text(client, "/nl/agenda/aanbevelingen/eerste/")
    assert page.count("Voor dit deel is er nog geen actie.") == 1
    assert "te laat" in page


def test_an_example_is_marked_and_does_no_work(client, agenda):
    from agenda.models import Recommendation

    ActionFactory(
        public=True, is_example=True, recommendation=Recommendation.objects.get(slug="tweede"), name_nl="Verzonnen"
    )
    overview = client.get("/nl/agenda/")
    standings = {one.row["slug"]: one for one in overview.context["standings"]}
    assert standings["tweede"].state == "no-action"
    page = text(client, "/nl/agenda/aanbevelingen/tweede/")
    assert "Verzonnen" in page
    assert "badge--example" in page


def test_an_expired_scheme_is_never_shown(client):
    FundingWindowFactory(scheme=FundingSchemeFactory(public=True, name_nl="Voorbij"), closes=days_from_now(-1))
    FundingWindowFactory(scheme=FundingSchemeFactory(public=True, name_nl="Open nu"), closes=timezone.localdate())
    FundingWindowFactory(
        scheme=FundingSchemeFactory(public=True, name_nl="Straks"), opens=days_from_now(5), closes=days_from_now(9)
    )
    page = text(client, "/nl/agenda/financiering/")
    assert "Voorbij" not in page
    assert "Open nu" in page
    assert "Straks" in page


def test_a_page_that_looks_at_the_calendar_is_new_every_day(client, agenda, monkeypatch):
    first = client.get("/nl/agenda/")
    assert client.get("/nl/agenda/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    tomorrow = days_from_now(1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: tomorrow)
    assert client.get("/nl/agenda/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("query", "slugs"), [("", {"net"}), ("state=open", {"net"}), ("state=solved", set()), ("q=vol", {"net"})]
)
def test_page_and_api_filter_alike(client, agenda, query, slugs):
    page = client.get(f"/nl/agenda/knelpunten/?{query}")
    assert {row["slug"] for row in page.context["bottlenecks"]} == slugs
    assert {row["slug"] for row in api_rows(client, f"/bottlenecks?{query}")} == slugs


def test_the_api_gives_the_agenda(client, agenda):
    row = next(one for one in api_rows(client, "/recommendations") if one["slug"] == "eerste")
    assert (row["number"], row["role"], [part["number"] for part in row["parts"]]) == (1, "lead", ["1.1", "1.2"])
    (action,) = api_rows(client, "/actions?recommendation=eerste")
    assert (action["owner"]["slug"], action["part"], action["example"]) == ("haven", "1.1", False)
    for kind in ("recommendations", "actions", "bottlenecks", "opportunities", "challenges", "partners", "meetings"):
        assert "geheim" not in get(client, f"/{kind}?pageSize=100").content.decode()


def test_lists_cost_the_same_for_few_and_for_many(client, agenda, django_assert_max_num_queries):
    for _ in range(20):
        ActionFactory(public=True)
        BottleneckFactory(public=True)
    for path in ("/nl/agenda/acties/", "/nl/agenda/knelpunten/", "/nl/agenda/", "/nl/agenda/uitdagingen/"):
        client.get(path)
        with django_assert_max_num_queries(6):
            client.get(path)


@pytest.mark.parametrize("above", ["/en/agenda/opportunities/", "/en/agenda/programmes/", "/en/agenda/consultation/"])
def test_a_page_of_one_leads_back_to_the_page_of_all(client: Client, agenda, above):
    path = next(path for path in EVERY if path.startswith(above) and path != above)
    page = client.get(path).content.decode()
    crumbs = page[page.index('class="breadcrumb') : page.index("<h1")]
    assert crumbs.index('href="/en/agenda/"') < crumbs.index(f'href="{above}"')


@pytest.mark.parametrize(("path", "make"), [("programmas", InstrumentFactory), ("partners", PartnerFactory)])
def test_names_stand_in_the_order_of_the_language(client: Client, agenda, path, make):
    with publishing():
        make(public=True, name_nl="Aardgas", name_en="Zulu gas")
        make(public=True, name_nl="Zwaarte", name_en="Abacus")
    dutch = client.get(f"/nl/agenda/{path}/").content.decode()
    assert dutch.index("Aardgas") < dutch.index("Zwaarte")
    english = client.get(f"/en/agenda/{PATHS[f'/nl/agenda/{path}/'].split('/')[3]}/").content.decode()
    assert english.index("Abacus") < english.index("Zulu gas")
