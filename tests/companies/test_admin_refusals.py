"""What the form of an organisation, or of a site, refuses, and in what words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from companies.models import Site
from tests.companies.organisation_form import save
from tests.factories import ActivityFactory, MunicipalityFactory, OrganisationFactory, SiteFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


def point(latitude: str, longitude: str) -> dict[str, str]:
    return {"sites-0-latitude": latitude, "sites-0-longitude": longitude, "sites-0-precision": "town"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kvk_number": "123"}, "acht cijfers|eight digits"),
        ({"website": "javascript:alert(1)"}, "URL"),
        ({"status_date": "mei 2024"}, "JJJJ|YYYY"),
        ({"status_date": "2024-13"}, "niet in de kalender"),
        ({"status_date": "2206-03-01"}, "Dit jaar kan niet bedoeld zijn: geef er een van 1900 tot"),
        (point("4.48", "51.9"), "verwisseld"),
        (point("52.37", "6.66"), "buiten Zuid-Holland"),
        (point("48.85", "2.35"), "buiten Nederland"),
        (point("51.9", ""), "een punt heeft breedte en lengte nodig"),
        ({"sites-0-latitude": "51.9", "sites-0-longitude": "4.48"}, "nauwkeurigheid|precisi"),
        ({"name": "x" * 201}, "200"),
    ],
)
def test_what_the_database_would_refuse_is_a_message_at_the_form(client: Client, curator, changes, message) -> None:
    organisation = OrganisationFactory(name="Zoals het was")
    SiteFactory(organisation=organisation)
    response = save(client, organisation, **changes)
    assert response.status_code == 200
    assert not response.redirect_chain
    errors = str(response.context["errors"]) + str(response.context["adminform"].form.errors)
    errors += "".join(str(one.formset.errors) for one in response.context["inline_admin_formsets"])
    assert re.search(message, errors), errors
    organisation.refresh_from_db()
    assert organisation.name == "Zoals het was"


def test_what_is_wrong_with_a_whole_row_stands_on_the_page(client: Client, curator) -> None:
    """No single field is to blame for a point that is not whole: the row itself says it."""
    site = SiteFactory(name="Loods <2>")
    response = save(client, site.organisation, **{"sites-0-latitude": "51.9", "sites-0-longitude": "4.48"})
    whole = next(one for one in Site._meta.constraints if one.name == "companies_site_point_whole")
    page = response.content.decode()
    assert str(whole.violation_error_message) in page
    assert page.index("Loods &lt;2&gt;</strong>") < page.index(str(whole.violation_error_message))


def test_two_main_sites_and_none_are_refused(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    SiteFactory(organisation=organisation)
    SiteFactory(organisation=organisation, is_main=False)
    response = save(client, organisation, **{"sites-1-is_main": "on"})
    assert not response.redirect_chain
    response = save(client, organisation, **{"sites-0-is_main": []})
    assert not response.redirect_chain


def test_the_same_stage_twice_is_refused(client: Client, curator) -> None:
    activity = ActivityFactory()
    response = save(
        client,
        activity.organisation,
        **{
            "activities-TOTAL_FORMS": "2",
            "activities-1-stage": str(activity.stage.pk),
            "activities-1-status": "active",
        },
    )
    assert not response.redirect_chain
    assert activity.organisation.activities.count() == 1


def test_a_point_may_lie_in_another_province_that_is_named_and_near_its_municipality_alone(
    client: Client, curator
) -> None:
    organisation = OrganisationFactory(province="Overijssel")
    site = SiteFactory(organisation=organisation, municipality=MunicipalityFactory(name="Delft"))
    url = reverse("admin:companies_site_change", args=[site.pk])
    wanted = {"latitude": "52.37", "longitude": "6.66", "precision": "town"}

    def sent(**changes: str):
        data = form_data(client.get(url), "site_form")
        return client.post(url, data | {name: [value] for name, value in changes.items()}, follow=True)

    page = sent(**wanted)
    assert not page.redirect_chain
    assert "km van Delft" in str(page.context["adminform"].form.errors)
    assert sent(**wanted, municipality="").redirect_chain
    organisation.province = ""
    organisation.save()
    # What stood there already keeps nobody from changing something else.
    assert sent(town="Enschede").redirect_chain
    assert not sent(latitude="52.38").redirect_chain
