"""What people decide about organisations, as functions that the admin and the API call alike."""

import pytest

from companies import actions
from companies.models import Organisation
from publication.enums import Visibility
from tests.companies.vouchers import voucher, vouchers
from tests.factories import (
    OrganisationFactory,
    ProvenanceFactory,
    SiteFactory,
    SourceFactory,
    UserFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db


def chosen(*organisations: Organisation):
    return Organisation.objects.filter(pk__in=[one.pk for one in organisations])


def test_verify_stands_in_history_and_in_the_listing() -> None:
    user = UserFactory()
    organisation = OrganisationFactory(public=True)
    assert actions.verify(organisations=chosen(organisation), user=user) == 1
    organisation.refresh_from_db()
    assert organisation.verified_by == user
    assert organisation.history.first().history_user == user
    assert '"verified":true' in organisation.listing.document_nl


def test_withdrawing_counts_those_that_were_verified() -> None:
    verified, not_verified = OrganisationFactory(verified=True), OrganisationFactory()
    ProvenanceFactory(organisation=verified, verified=True)
    assert actions.withdraw_verification(organisations=chosen(verified, not_verified), user=UserFactory()) == 1
    assert voucher(verified, "name").verified_at is None
    assert not_verified.history.count() == 1


@pytest.mark.parametrize("days", [0, -1])
def test_an_embargo_that_ends_today_is_no_embargo(days: int) -> None:
    organisation = OrganisationFactory()
    with pytest.raises(ValueError, match="after today"):
        actions.embargo(organisations=chosen(organisation), until=days_from_now(days))


def test_visibility_counts_only_what_changes() -> None:
    public, internal = OrganisationFactory(public=True), OrganisationFactory()
    assert actions.publish(organisations=chosen(public, internal)) == 1
    assert public.history.count() == 1
    assert actions.embargo(organisations=chosen(public), until=days_from_now(3)) == 1
    assert actions.make_internal(organisations=chosen(public, internal)) == 2
    public.refresh_from_db()
    assert (public.visibility, public.embargo_until) == (Visibility.INTERNAL, None)


def test_changes_keep_sources_without_a_new_one_and_replace_them_with_one() -> None:
    organisation = OrganisationFactory(verified=True)
    row = ProvenanceFactory(organisation=organisation, subject="website", verified=True)
    ProvenanceFactory(organisation=organisation, subject="name", source=row.source, verified=True)
    user, source = UserFactory(), SourceFactory()
    assert actions.record_changes(organisation=organisation, subjects={"website"}, user=user) is True
    assert voucher(organisation, "website").verified_at is None
    assert voucher(organisation, "name").verified_at is not None
    assert actions.record_changes(organisation=organisation, subjects={"website"}, user=user, source=source) is False
    assert voucher(organisation, "website").source == source


def test_a_point_that_is_cleared_by_hand_has_no_sources() -> None:
    site = SiteFactory(located=True)
    organisation = site.organisation
    for subject in ("location", "town"):
        ProvenanceFactory(organisation=organisation, subject=subject)
    site.latitude = site.longitude = None
    site.precision = ""
    site.save()
    actions.record_changes(organisation=organisation, subjects={"location"}, user=UserFactory())
    assert [one.subject for one in vouchers(organisation=organisation)] == ["town"]


def test_nothing_changed_is_nothing_done() -> None:
    organisation = OrganisationFactory(verified=True)
    assert actions.record_changes(organisation=organisation, subjects=set(), user=UserFactory()) is False
    organisation.refresh_from_db()
    assert organisation.verified_at is not None
