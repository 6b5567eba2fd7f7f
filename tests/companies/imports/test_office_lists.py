"""Places, names and values as Dutch offices write them."""

import pytest

from companies.enums import ActivityStatus
from companies.models import Activity, Organisation, Site
from companies.names import normal_name
from imports.importers import importer_for
from imports.mapping import propose
from tests.companies.imports.lists import HEADER, Take, counts, reasons, row
from tests.factories import OrganisationFactory


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("x;y", "92565;437428"),
        ("X-coördinaat;Y-coördinaat", "92.565;437.428"),
        ("rd x;rd y", "92565,2;437428,1"),
        ("x;y", "4,479592;51,921826"),
        ("lat;lon", "51,921826;4,479592"),
        ("lat;lon;x;y", "51.921826;4.479592;92565;437428"),
    ],
)
def test_points_in_rd_new_and_wgs84(take: Take, header: str, cells: str) -> None:
    job = take(f"{HEADER};{header}\nA;refining;Rotterdam;{cells}\n")
    assert counts(job) == {"created": 1}, reasons(job)
    site = Site.objects.get()
    assert site.latitude == pytest.approx(51.921826, abs=1e-4)
    assert site.longitude == pytest.approx(4.479592, abs=1e-4)


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("x;y", "437428;92565", "swapped"),
        ("x;y", "92565;", "needs both x and y"),
        ("x;y", "0;0", "no point in RD New"),
        ("lat;lon;x;y", "52.08;4.31;92565;437428", "another point"),
        ("x;y", "251000;593000", "outside Zuid-Holland"),
    ],
)
def test_points_that_cannot_be_right(take: Take, header: str, cells: str, reason: str) -> None:
    job = take(f"naam;schakel;{header}\nA;refining;{cells}\n")
    assert counts(job) == {"rejected": 1}
    assert reason in reasons(job)[0][1]


@pytest.mark.parametrize("value", ["3011AB", "3011 ab", "NL-3011 AB", "NL 3011AB", "3011  AB", "3011-ab"])
def test_postcodes(take: Take, value: str) -> None:
    take(f"{HEADER};postcode\nA;refining;Rotterdam;{value}\n")
    assert Site.objects.get().postcode == "3011 AB"


def test_an_address_in_parts_and_a_postcode_with_its_town(take: Take) -> None:
    columns = f"{HEADER};straat;huisnummer;toevoeging;postcode/plaats"
    take(f"{columns}\nA;refining;Rotterdam;Coolsingel;40;a;3011 ad ROTTERDAM\n")
    site = Site.objects.get()
    assert (site.street_address, site.postcode, site.town) == ("Coolsingel 40 a", "3011 AD", "ROTTERDAM")


def test_capitals_are_no_news(take: Take) -> None:
    take(f"{HEADER};plaats\nIjzerhandel B.V.;refining;Rotterdam;Rotterdam\n")
    job = take("Naam;Schakel;Gemeente;Plaats\nIJZERHANDEL BV;RAFFINAGE;ROTTERDAM;ROTTERDAM\n")
    assert counts(job) == {"unchanged": 1}


@pytest.mark.parametrize(
    "name",
    [
        "Café Élan B.V.",
        "CAFE ELAN BV",
        "Cafe Elan, b.v.",
        "Café Élan B.V. i.o.",
        "Café-Élan N.V.",
        "cafe elan (BV)",
        "Café Élan GmbH",
    ],
)
def test_legal_forms_accents_signs_and_capitals_do_not_count(name: str) -> None:
    assert normal_name(name) == "cafeelan"


@pytest.mark.parametrize("name", ["BV", "B.V.", "Inc", "Delta BV Noord", "Elan Holding"])
def test_what_is_no_legal_form_stays(name: str) -> None:
    assert normal_name(name) == "".join(sign for sign in name.lower() if sign.isalnum())


def test_a_known_name_is_found_by_its_key_whoever_saved_it(take: Take) -> None:
    one = OrganisationFactory(name="Oude naam")
    one.name = "Café Élan"
    one.save()
    Organisation.objects.bulk_create([Organisation(name="Noord-Oost N.V.", slug="noordoost", kind="company")])
    job = take("naam;website\nCAFE ELAN BV;elan.nl\nNoord Oost;no.nl\nOude naam;oud.nl\n")
    assert counts(job) == {"updated": 2, "rejected": 1}


def test_thirty_branches_of_one_name_get_slugs(take: Take) -> None:
    for number in range(25):
        OrganisationFactory(name="Iets", slug=f"delta-{number}" if number else "delta")
    take("naam;schakel;kvk\n" + "".join(f"Delta;refining;{number}\n" for number in range(10000000, 10000005)))
    assert Organisation.objects.filter(name="Delta").count() == 5


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Naam bedrijf", "name"),
        ("NAAM ORGANISATIE", "name"),
        ("Handelsnaam", "name"),
        ("Bedrijf/instelling", "name"),
        ("Company Name", "name"),
        ("KvK-nummer:", "kvk_number"),
        ("Type organisatie", "kind"),
        ("Schakel in de keten", "stage"),
        ("Kritieke grondstoffen", "materials"),
        ("Bezoekadres", "street_address"),
        ("Plaatsnaam", "town"),
        ("Website URL", "website"),
    ],
)
def test_headers_as_offices_write_them(header: str, key: str) -> None:
    assert propose(importer_for("companies"), [header]).mapping == [key]


@pytest.mark.parametrize("title", ["status activiteit", "Actief"])
def test_a_column_with_ja_and_nee_tells_whether_the_work_is_done(take: Take, title: str) -> None:
    words = {"A": "Ja", "B": "nee", "C": "x", "D": "0", "E": "J", "F": "n"}
    take("\n".join([f"{HEADER};{title}", *(f"{name};refining;Rotterdam;{word}" for name, word in words.items())]))
    found = dict(Activity.objects.values_list("organisation__name", "status"))
    active, ceased = ActivityStatus.ACTIVE, ActivityStatus.CEASED
    assert found == {"A": active, "B": ceased, "C": active, "D": ceased, "E": active, "F": ceased}


def test_the_hague_is_known_in_english(take: Take) -> None:
    take("name;stage;municipality\nA;refining;The Hague\n")
    assert Site.objects.get().municipality.name == "Den Haag"


def test_a_word_of_a_closed_list_is_suggested_as_people_write_it(take: Take) -> None:
    job = take(f"{HEADER};status activiteit\nA;refining;Rotterdam;verkennt\n")
    assert row(job).issue_list[0].suggestion == "verkent"


def test_a_dash_says_as_little_as_an_empty_cell(take: Take) -> None:
    take(f"{HEADER};website;kvk;omschrijving\nA;refining;Rotterdam;https://a.example;12345678;Smelt\n")
    job = take(
        f"{HEADER};website;kvk;omschrijving\nA;refining;Rotterdam;-;n.v.t.;–\nB;refining;N/A;-;#N/B;#VERW!\n-;refining;;;;\n"
    )
    assert counts(job) == {"unchanged": 1, "created": 1, "rejected": 1}
    assert reasons(job, 4) == [("name", "is required and empty")]
    known, new = Organisation.objects.order_by("name")
    assert (known.website, known.kvk_number, known.description_nl) == ("https://a.example", "12345678", "Smelt")
    assert (new.website, new.kvk_number, new.description_nl) == ("", None, "")
