"""Every component at once, for eyes and for tests; no part of the running portal.

``ROOT_URLCONF=tests.loket.pages.gallery`` serves it at ``/nl/gallery/`` and ``/en/gallery/``.
"""

from pathlib import Path

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from loket.urls import urlpatterns as portal_patterns

TEMPLATE = Path(__file__).parent / "templates" / "gallery.html"


class ExampleForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label="Naam", max_length=20)
    email = forms.EmailField(label="E-mailadres", help_text="Wij gebruiken het alleen voor het antwoord.")
    subject = forms.ChoiceField(label="Onderwerp", choices=[("", "Kies"), ("permits", "Vergunningen")], required=False)
    channel = forms.ChoiceField(
        label="Hoe wilt u antwoord?",
        choices=[("mail", "Per e-mail"), ("phone", "Per telefoon")],
        widget=forms.RadioSelect,
    )
    question = forms.CharField(label="Vraag", widget=forms.Textarea)
    agreed = forms.BooleanField(label="Ik heb de uitleg gelezen")


OPTIONS = [
    {"value": f"stage-{number}", "label": label, "count": count, "selected": number == 2}
    for number, (label, count) in enumerate(
        [
            ("Winning", 0),
            ("Raffinage", 2),
            ("Productie", 13),
            ("Recycling: inzameling en voorbehandeling", 24),
            ("Recycling: black mass en metaalherwinning", 3),
            ("Diensten en handel", 31),
            ("Kennis en onderzoek", 13),
            ("Overig", 4),
            ("Onbekend", 1),
        ]
    )
]

COLUMNS = [
    {"label": "Grondstof", "sort_url": "?sort=-name", "sort": "ascending"},
    {"label": "Symbool"},
    {"label": "Organisaties", "numeric": True, "sort_url": "?sort=organisations"},
    {"label": "Strategisch"},
]
ROWS = [
    [{"text": "Wolfraam", "url": "#w"}, "W", 4, {"text": "ja", "note": "EU-lijst 2023"}],
    [{"text": "Lichte zeldzame aardmetalen", "url": "#lree"}, "LREE", 2, "deels"],
    [{"text": "Kokskool", "url": "#c"}, None, 0, "nee"],
]


def example_context() -> dict[str, object]:
    return {
        "trail": [("Home", "/nl/"), ("Register", "/nl/register/"), ("Voorbeeld", "")],
        "tags": [("Lithium", "#li"), ("Kobalt", "#co"), ("Molybdeen", "")],
        "filters": [("Schakel", "Raffinage", "?"), ("Gemeente", "Rotterdam", "?")],
        "facts": [
            {"term": "Gemeente", "value": "Rotterdam", "note": "plaats, geen adres"},
            {"term": "Website", "value": "example.org", "url": "https://example.org"},
            {"term": "Schakel", "value": "Recycling: inzameling en voorbehandeling"},
        ],
        "columns": COLUMNS,
        "rows": ROWS,
        "options": OPTIONS,
        "steps": [
            {"title": "U stelt uw vraag", "text": "U kiest een onderwerp.", "state": "done"},
            {"title": "Een medewerker leest uw vraag", "state": "current"},
            {"title": "U krijgt antwoord", "text": "U ziet wie u antwoord geeft."},
        ],
        "files": [
            {"format": "CSV", "url": "#csv", "note": "voor rekenbladen"},
            {"format": "XLSX", "url": "#xlsx"},
            {"format": "GeoJSON", "url": "#geojson", "note": "voor kaarten"},
        ],
        "form": ExampleForm(),
        "broken_form": ExampleForm({"broken-name": "x" * 30, "broken-email": "geen adres"}, prefix="broken"),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(RequestContext(request, example_context())))


handler400 = "loket.errors.handlers.bad_request"
handler404 = "loket.errors.handlers.not_found"
handler500 = "loket.errors.handlers.server_error"

urlpatterns = [*portal_patterns, *i18n_patterns(path("gallery/", gallery, name="gallery"))]
