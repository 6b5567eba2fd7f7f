"""Lists of organisations: what is taken in, and what is left alone."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies.enums import OrganisationKind
from companies.models import Activity, ListSource, Municipality, Organisation, Provenance, Site, Statement
from imports.models import Import
from publication.enums import Visibility
from tests.companies.imports.lists import HEADER, Take, counts, no_listing_differs, reasons, row
from tests.companies.vouchers import vouchers
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    OrganisationFactory,
    ProvenanceFactory,
    SiteFactory,
    SourceFactory,
    UserFactory,
)
from valuechains.models import Source


def test_a_simple_dutch_list_comes_in_unverified_public_and_with_its_source(take: Take) -> None:
    job = take(
        f"{HEADER};grondstoffen;website\nIJzer B.V.;Raffinage;'s-Gravenhage;Cu, wolfraam;ijzer.nl\n", source="DCMR 2026"
    )
    organisation = Organisation.objects.get()
    assert counts(job) == {"created": 1}
    assert (organisation.slug, organisation.name, organisation.kind) == (
        "ijzer-bv",
        "IJzer B.V.",
        OrganisationKind.COMPANY,
    )
    assert organisation.visibility == Visibility.PUBLIC
    assert organisation.verified_at is None
    assert organisation.website == "https://ijzer.nl"
    assert organisation.sites.get().municipality.name == "Den Haag"
    assert set(Activity.objects.get().materials.values_list("slug", flat=True)) == {"copper", "tungsten"}
    subjects = {(one.subject, one.source.title) for one in vouchers(organisation=organisation)}
    wanted = {"name", "website", "municipality", "stage:refining", "material:copper", "material:tungsten"}
    assert subjects == {(subject, "DCMR 2026") for subject in wanted}
    assert no_listing_differs()


def test_history_tells_the_door_the_import_and_the_person(take: Take) -> None:
    user = UserFactory()
    job = take(f"{HEADER}\nA;refining;Rotterdam\n", user_id=user.pk)
    take(f"{HEADER};website\nA;refining;Rotterdam;https://a.nl\n", user_id=user.pk)
    second, first = Organisation.objects.get().history.all()
    assert (first.history_type, first.door, first.door_reference) == ("+", "import", str(job.pk))
    assert (second.history_type, second.history_user) == ("~", user)
    assert Site.history.get().door == "import"
    assert Activity.history.get().door == "import"


def test_no_list_lifts_an_embargo_early(take: Take) -> None:
    """Not by its choice of visibility, and not by a column of that name: whatever door the list came through."""
    known = OrganisationFactory(name="A", embargoed=True, located=True, working=True)
    town, stage = known.sites.get().municipality, known.activities.get().stage
    lines = f"{HEADER};website;visibility;zichtbaarheid\nA;{stage.slug};{town.name};https://a.nl;public;openbaar\n"
    job = take(lines, options={"visibility": "public"})
    known.refresh_from_db()
    assert counts(job) == {"updated": 1}
    assert (known.website, known.visibility) == ("https://a.nl", Visibility.EMBARGOED)
    assert known.embargo_until is not None
    assert no_listing_differs()


def test_the_visibility_of_new_organisations_is_chosen_per_list(take: Take) -> None:
    take(f"{HEADER}\nA;refining;Rotterdam\n", options={"visibility": "internal"})
    assert Organisation.objects.get().visibility == Visibility.INTERNAL
    assert no_listing_differs()


def test_several_rows_of_one_organisation_are_several_activities(take: Take) -> None:
    job = take(f"{HEADER}\nIjzer;refining;Rotterdam\nIJZER B.V.;production;Rotterdam\nIjzer;refining;Rotterdam\n")
    assert counts(job) == {"created": 1, "updated": 1, "rejected": 1}
    assert reasons(job, 4) == [("", "is the same as row 2")]
    assert set(Organisation.objects.get().activities.values_list("stage__slug", flat=True)) == {
        "refining",
        "production",
    }


def test_the_same_list_twice_changes_nothing_whatever_its_name(take: Take) -> None:
    content = f"{HEADER};materials;latitude;longitude;website\nA;refining;Rotterdam;copper;51,92;4,48;a.nl/\n"
    take(content)
    before = [
        list(model.objects.order_by("pk").values()) for model in (Organisation, Site, Activity, Provenance, Source)
    ]
    assert counts(take(content)) == {"unchanged": 1}
    assert counts(take(content, name="other.csv")) == {"unchanged": 1}
    after = [
        list(model.objects.order_by("pk").values()) for model in (Organisation, Site, Activity, Provenance, Source)
    ]
    assert after == before


def test_an_update_names_old_and_new_and_replaces_the_source(take: Take) -> None:
    known = OrganisationFactory(name="Ijzer", kvk_number="12345678", website="https://old.nl")
    ProvenanceFactory(organisation=known, subject="website", source=SourceFactory(slug="page-b"))
    job = take("naam;kvk;website;website_sources\nIJzer Nieuw;12345678;https://new.nl;page-a\n")
    assert counts(job) == {"updated": 1}
    assert row(job).changes["website"] == ["https://old.nl", "https://new.nl"]
    assert row(job).changes["name"] == ["Ijzer", "IJzer Nieuw"]
    known.refresh_from_db()
    assert known.website == "https://new.nl"
    assert [one.source.slug for one in vouchers("website", organisation=known)] == ["page-a"]


def test_what_has_been_verified_goes_to_review_and_stays_as_it_is(take: Take) -> None:
    verified = OrganisationFactory(name="Whole", website="https://old.nl", verified=True)
    partly = OrganisationFactory(name="Partly", website="https://old.nl")
    ProvenanceFactory(organisation=partly, subject="website", verified_at=timezone.now())
    job = take("naam;website;omschrijving\nWhole;https://new.nl;Tekst\nPartly;https://new.nl;Tekst\n")
    assert counts(job) == {"review": 2}
    assert reasons(job) == [("website", "would replace “https://old.nl”, which has been verified")]
    for organisation in (verified, partly):
        organisation.refresh_from_db()
        assert (organisation.website, organisation.description_nl) == ("https://old.nl", "")


def test_an_empty_value_of_a_verified_organisation_is_filled(take: Take) -> None:
    organisation = OrganisationFactory(name="Whole", verified=True)
    assert counts(take("naam;website\nWhole;https://new.nl\n")) == {"updated": 1}
    organisation.refresh_from_db()
    assert organisation.website == "https://new.nl"


def test_what_staff_wrote_is_not_overwritten_and_materials_are_not_taken_away(take: Take) -> None:
    organisation = OrganisationFactory(name="A", staff_note="Bel eerst.")
    activity = ActivityFactory(organisation=organisation, stage__slug="smelting", stage__name_nl="Smelten")
    activity.materials.set([MaterialFactory(slug="tin", name_nl="Tin")])
    take("naam;schakel;grondstof;opmerking\nA;smelting;copper;Andere tekst\n")
    organisation.refresh_from_db()
    assert organisation.staff_note == "Bel eerst."
    assert set(activity.materials.values_list("slug", flat=True)) == {"tin", "copper"}


@pytest.mark.parametrize(
    ("header", "line", "matched"),
    [
        ("naam;kvk;schakel", "Heel anders;12345678;refining", True),
        ("naam;slug;schakel", "Heel anders;ijzer;refining", True),
        ("naam;gemeente", "IJZER BV;Rotterdam", True),
        ("naam;gemeente;schakel", "Ijzer;Den Haag;refining", False),
        ("naam;kvk;schakel", "Ijzer;87654321;refining", False),
    ],
)
def test_the_natural_keys(take: Take, header: str, line: str, matched: bool) -> None:
    known = OrganisationFactory(name="Ijzer", slug="ijzer", kvk_number="12345678")
    SiteFactory(organisation=known, municipality=Municipality.objects.get(slug="rotterdam"))
    job = take(f"{header}\n{line}\n")
    assert Organisation.objects.count() == (1 if matched else 2)
    assert "rejected" not in counts(job)


def test_a_name_that_several_have_is_for_a_person_to_decide(take: Take) -> None:
    OrganisationFactory.create_batch(2, name="Ijzer")
    job = take("naam;schakel\nIjzer;refining\n")
    assert counts(job) == {"review": 1}
    assert Organisation.objects.count() == 2


def test_a_new_organisation_needs_a_stage(take: Take) -> None:
    assert reasons(take("naam\nA\n")) == [("stage", "is required and empty")]


def test_like_names_get_slugs_of_their_own(take: Take) -> None:
    OrganisationFactory(name="Iets anders", slug="ijzer")
    take(f"{HEADER}\nIJzer;refining;Rotterdam\nIJzer;refining;Den Haag\n东方;refining;Rotterdam\n")
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"ijzer", "ijzer-2", "ijzer-3", "organisatie"}


def test_a_list_without_known_columns_says_what_is_missing(chain: None, tmp_path: Path, capsys) -> None:
    path = tmp_path / "list.csv"
    path.write_text("kleur;maat\nrood;12\n")
    with pytest.raises(SystemExit) as ended:
        call_command("import_list", "companies", str(path))
    assert ended.value.code == 2
    assert "kleur" in capsys.readouterr().err


def test_queries_do_not_grow_with_the_rows(take: Take) -> None:
    def content(many: int) -> str:
        lines = [f"Bedrijf {many}-{n};refining;Rotterdam;copper;51.92;4.48;b{n}.nl" for n in range(many)]
        return f"{HEADER};materials;lat;lon;website\n" + "\n".join(lines) + "\n"

    def others(many: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(content(many))
        return sum(not query["sql"].startswith("INSERT") for query in captured)

    take(content(3))
    assert others(400) <= others(10)


def test_a_list_that_only_repeats_what_is_known_leaves_no_trace(chain: None, settings, tmp_path: Path) -> None:
    """Not even that its source said so too."""
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "list.csv"
    path.write_text(f"{HEADER};website\nAlfa;Raffinage;Den Haag;https://alfa.example\n")
    call_command("import_list", "companies", str(path), "--apply", "--source", "Eerste")
    kept = (Import, Statement, Source, ListSource)
    before = [set(model.objects.values_list("pk", flat=True)) for model in kept]
    assert all(before)
    call_command("import_list", "companies", str(path), "--apply", "--source", "Tweede")
    assert [set(model.objects.values_list("pk", flat=True)) for model in kept] == before
