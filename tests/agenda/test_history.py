"""What a version of an agenda record brings back: its sources too, and who sat at the table."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from agenda.models import Meeting
from tests.factories import ActionFactory, MeetingFactory, PartnerFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def restore(client: Client, record, version) -> None:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_simple_history"
    assert client.post(reverse(name, args=[record.pk, version.pk])).status_code == 302


@pytest.fixture
def moderator(client: Client):
    user = UserFactory(superuser=True)
    client.force_login(user)
    return user


def test_a_version_brings_its_sources_back(client: Client, moderator) -> None:
    action, report, law = ActionFactory(name_nl="Eerst"), SourceFactory(), SourceFactory()
    action.sources.set([report, law])
    version = action.history.first()
    action.sources.set([law])
    action.name_nl = "Daarna"
    action.save()
    page = client.get(reverse("admin:agenda_action_history", args=[action.pk])).content.decode()
    assert report.title in page
    restore(client, action, version)
    action.refresh_from_db()
    assert (action.name_nl, set(action.sources.all())) == ("Eerst", {report, law})


def test_a_deleted_meeting_comes_back_with_sources_chairs_and_parties(client: Client, moderator) -> None:
    meeting, chair, party, source = MeetingFactory(), PartnerFactory(), PartnerFactory(), SourceFactory()
    meeting.sources.set([source])
    meeting.chairs.set([chair])
    meeting.parties.set([party])
    pk, version = meeting.pk, meeting.history.first()
    meeting.delete()
    meeting.pk = pk
    restore(client, meeting, version)
    back = Meeting.objects.get(pk=pk)
    assert [list(one.all()) for one in (back.sources, back.chairs, back.parties)] == [[source], [chair], [party]]


def test_no_curated_link_is_left_out_of_history() -> None:
    """A new many-to-many field of a record with history fails here: put it into ``m2m_fields``."""
    missing = []
    for model in apps.get_models():
        if hasattr(model, "history") and hasattr(model.history, "model"):
            kept = {field.name for field in getattr(model.history.model, "_history_m2m_fields", ())}
            for field in model._meta.many_to_many:
                if field.remote_field.through._meta.auto_created and field.name not in kept:
                    missing.append(f"{model._meta.label}.{field.name}")
    assert missing == []
