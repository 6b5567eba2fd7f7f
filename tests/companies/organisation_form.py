"""The form of an organisation in the admin, filled in as a browser would send it."""

from django.test import Client
from django.urls import reverse

from companies.models import Organisation
from tests.html_forms import form_data


def change_url(organisation: Organisation) -> str:
    return reverse("admin:companies_organisation_change", args=[organisation.pk])


def save(client: Client, organisation: Organisation, **changes: object):
    page = client.get(change_url(organisation))
    data = form_data(page, "organisation_form")
    data.update({name: value if isinstance(value, list) else [value] for name, value in changes.items()})
    return client.post(change_url(organisation), data, follow=True)
