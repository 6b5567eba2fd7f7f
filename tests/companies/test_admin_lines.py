"""Texts of several lines in the admin."""

import pytest
from django.test import Client

from tests.companies.organisation_form import save
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_line_ends_that_a_browser_sends_are_no_change(client: Client, curator) -> None:
    organisation = OrganisationFactory(staff_note="Eerst bellen.\nDan mailen.")
    versions = organisation.history.count()
    save(client, organisation, staff_note="Eerst bellen.\r\nDan mailen.")
    organisation.refresh_from_db()
    assert (organisation.staff_note, organisation.history.count()) == ("Eerst bellen.\nDan mailen.", versions)
    save(client, organisation, staff_note="Eerst bellen.\r\nDan niets.")
    organisation.refresh_from_db()
    assert organisation.staff_note == "Eerst bellen.\nDan niets."
    assert organisation.history.count() == versions + 1
