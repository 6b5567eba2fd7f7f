"""The columns of a list of organisations: our own layout, and the headers that others use for the same."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from companies.imports.own_values import name, partial_day, rsin, slug
from companies.imports.places import postcode, postcode_and_town
from companies.subjects import LABELS
from imports.cleaners import Vocabularies, choice, choices, degrees, digits, number, text, web_address
from imports.importers import Column
from imports.reasons import BadValue

#: Values with a source of their own: ``<subject>_sources`` and ``<subject>_confidence`` stand beside them.
SOURCED = ("website", "description", "municipality", "town", "street_address", "location", "status")


def sources(value: str, known: Vocabularies) -> list[str]:
    return [str(slug) for slug in choices("sources")(value.replace(",", ";"), known)]


class PerMaterial:
    """``copper=source-a,source-b; nickel=source-c``: something about each material named in the row."""

    def __init__(self, vocabulary: str) -> None:
        self._vocabulary = vocabulary

    def __call__(self, value: str, known: Vocabularies) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for part in value.split(";"):
            name, sign, rest = part.partition("=")
            if not sign:
                raise BadValue(gettext_noop("is not of the form material=value; material=value"))
            material = choice("materials")(name, known)
            found[material] = choices(self._vocabulary)(rest.replace(",", ";"), known)
        return found


def about(subject: str) -> list[Column]:
    """The columns that tell where the value of ``subject`` comes from."""
    name = LABELS["address" if subject == "street_address" else subject]
    return [
        Column(f"{subject}_sources", format_lazy(_("sources of: {value}"), value=name), clean=sources),
        Column(
            f"{subject}_confidence", format_lazy(_("confidence of: {value}"), value=name), clean=choice("confidence")
        ),
    ]


NAMES = (
    "naam", "bedrijf", "bedrijfsnaam", "naam bedrijf", "naam van het bedrijf", "organisatie", "organisatienaam",
    "naam organisatie", "naam van de organisatie", "onderneming", "naam onderneming", "handelsnaam", "statutaire naam",
    "firma", "firmanaam", "instelling", "naam instelling", "bedrijf of instelling", "bedrijf/instelling", "relatie",
    "relatienaam", "organisation", "organization", "organisation name", "company", "company name", "name of company",
    "trade name",
)  # fmt: skip
_name = _("Name of the organisation, as it is known.")
COLUMNS: tuple[Column, ...] = (
    Column("name", _("name"), NAMES, required=True, clean=name, help=_name),
    Column("slug", _("slug"), clean=slug, help=_("Part of the web address; made from the name when left out.")),
    Column(
        "kvk_number",
        _("KvK number"),
        ("kvk", "kvk-nummer", "kvk nr", "kvknr", "handelsregisternummer", "chamber of commerce number", "coc number"),
        clean=digits(length=8),
    ),
    Column(
        "rsin",
        _("RSIN"),
        ("rsin-nummer", "rsin nr", "rsinnummer", "fiscaal nummer", "legal entity number"),
        clean=rsin,
        help=_("Nine digits; to recognise an organisation, never public."),
    ),
    Column(
        "kind",
        _("kind"),
        (
            "soort",
            "type",
            "soort organisatie",
            "soort bedrijf",
            "type organisatie",
            "type bedrijf",
            "organisation type",
        ),
        clean=choice("kinds"),
    ),
    Column(
        "stage",
        _("stage"),
        (
            "schakel",
            "stage",
            "ketenschakel",
            "schakel in de keten",
            "ketenstap",
            "activiteit",
            "link",
            "value chain stage",
        ),
        clean=choice("stages"),
    ),
    Column(
        "activity_status",
        _("status of the activity"),
        ("status activiteit", "activity status", "actief", "active", "is actief"),
        clean=choice("activity_statuses"),
    ),
    Column(
        "materials",
        _("materials"),
        (
            "grondstof",
            "grondstoffen",
            "kritieke grondstof",
            "kritieke grondstoffen",
            "materiaal",
            "materialen",
            "metaal",
            "metalen",
            "material",
            "raw materials",
            "critical raw materials",
            "metals",
        ),
        clean=choices("materials"),
    ),
    Column(
        "website",
        _("website"),
        ("site", "url", "webadres", "web", "webpagina", "website url", "internetadres", "homepage", "www"),
        clean=web_address(longest=300),
    ),
    Column(
        "description_nl",
        _("description (Dutch)"),
        ("omschrijving", "beschrijving", "toelichting"),
        clean=text(longest=2000, lines=True),
    ),
    Column(
        "description_en",
        _("description (English)"),
        ("description", "omschrijving engels"),
        clean=text(longest=2000, lines=True),
    ),
    Column("province", _("province"), ("provincie",), clean=choice("provinces")),
    Column("municipality", _("municipality"), ("gemeente", "gemeentenaam"), clean=choice("municipalities")),
    Column(
        "town",
        _("town"),
        ("plaats", "plaatsnaam", "woonplaats", "vestigingsplaats", "place", "city", "stad"),
        clean=text(longest=80),
    ),
    Column(
        "street_address",
        _("street and number"),
        (
            "adres",
            "straat",
            "straatnaam",
            "straat en huisnummer",
            "bezoekadres",
            "vestigingsadres",
            "address",
            "street",
        ),
        clean=text(longest=150),
    ),
    Column("postcode", _("postcode"), ("postal code", "zip", "zip code", "pc"), clean=postcode),
    Column(
        "house_number",
        _("house number"),
        ("huisnummer", "huisnr", "huis nr", "nummer", "house nr"),
        clean=text(longest=20),
        help=_("Put behind the street."),
    ),
    Column(
        "house_number_addition",
        _("addition to the house number"),
        ("toevoeging", "toev", "huisnummertoevoeging", "huisnummer toevoeging", "huisletter"),
        clean=text(longest=10),
    ),
    Column(
        "postcode_town",
        _("postcode and town"),
        ("postcode plaats", "postcode woonplaats", "pc plaats", "postcode en woonplaats", "postcode/plaats"),
        clean=postcode_and_town,
        help=_("Both in one cell, such as 2596 AW Den Haag."),
    ),
    Column(
        "rd_x",
        _("x (RD New)"),
        ("x", "rd x", "x rd", "x-coordinaat", "x coordinaat", "xcoord", "x_coord", "rdx", "coordinaten x"),
        clean=number(lowest=-7000, highest=700_000, thousands=True),
        help=_("Metres in RD New (EPSG:28992), instead of latitude and longitude."),
    ),
    Column(
        "rd_y",
        _("y (RD New)"),
        ("y", "rd y", "y rd", "y-coordinaat", "y coordinaat", "ycoord", "y_coord", "rdy", "coordinaten y"),
        clean=number(lowest=-7000, highest=700_000, thousands=True),
    ),
    Column("latitude", _("latitude"), ("breedtegraad", "breedte", "lat"), clean=degrees(most=90)),
    Column(
        "longitude",
        _("longitude"),
        ("lengtegraad", "lengte", "lon", "lng", "long"),
        clean=degrees(most=180),
    ),
    Column("location_precision", _("precision"), ("nauwkeurigheid", "precision"), clean=choice("precisions")),
    Column("status_kind", _("status"), ("status",), clean=choice("statuses")),
    Column("status_nl", _("status in words (Dutch)"), clean=text(longest=300)),
    Column("status_en", _("status in words (English)"), clean=text(longest=300)),
    Column("status_date", _("status date"), ("datum status",), clean=partial_day),
    Column("name_in_source", _("name in the source"), ("naam in bron",), clean=text(longest=200)),
    Column("reading", _("reading of the source"), clean=choice("readings")),
    Column("kind_note", _("note on the kind"), clean=text(longest=1000, lines=True)),
    Column(
        "note",
        _("note for staff"),
        ("opmerking", "opmerkingen", "notitie", "notities", "notes"),
        clean=text(longest=2000, lines=True),
    ),
    Column("stage_sources", _("sources of the stage"), clean=sources),
    Column("materials_sources", _("sources of the materials"), clean=PerMaterial("sources")),
    Column("materials_confidence", _("confidence of the materials"), clean=PerMaterial("confidence")),
    *(column for subject in SOURCED for column in about(subject)),
)
