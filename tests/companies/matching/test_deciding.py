"""What a person decides about doubtful rows: done at once, told in the report, and never asked again."""

import pytest
from django.utils import timezone

from companies.matching.deciding import AlreadyDecided, NotPossible, is_new, is_same, leave, reopen, split
from companies.models import Municipality, Organisation, RowMatch
from imports.models import Import
from loket.models import User
from tests.companies.imports.lists import Take, counts, no_listing_differs, reasons, row
from tests.companies.vouchers import vouchers
from tests.factories import OrganisationFactory, SiteFactory, UserFactory

HEAD = "naam;schakel;gemeente;plaats;website;omschrijving"
ROW = f"{HEAD}\nKrommenhoek Groep;refining;Den Haag;Den Haag;https://groep.example;Wint metaal terug.\n"


@pytest.fixture
def known(chain: None) -> Organisation:
    one = OrganisationFactory(name="Krommenhoek Metals", description_nl="Handelt in metaal.")
    SiteFactory(organisation=one, municipality=Municipality.objects.get(slug="rotterdam"), town="Rotterdam")
    return one


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(superuser=True, username="moderator")


@pytest.fixture
def job(take: Take, known: Organisation) -> Import:
    return take(ROW, source="DCMR 2025")


@pytest.fixture
def match(job: Import) -> RowMatch:
    return RowMatch.objects.get()


def same(match: RowMatch, known: Organisation, user: User, **choices: str) -> RowMatch:
    return is_same(match_id=match.pk, organisation_id=known.pk, choices=choices, reason="Bekend.", user=user)


def test_that_from_the_list_this_from_the_register(
    take: Take, known: Organisation, match: RowMatch, job: Import, user: User
) -> None:
    same(match, known, user, name="register", website="list", description_nl="register", place="register")
    known.refresh_from_db()
    assert (known.name, known.website, known.description_nl) == (
        "Krommenhoek Metals",
        "https://groep.example",
        "Handelt in metaal.",
    )
    assert known.sites.get().town == "Rotterdam"
    assert known.activities.get().stage.slug == "refining"
    version = known.history.first()
    assert (version.door, version.door_reference, version.history_user) == ("import", str(job.pk), user)
    assert {one.source.title for one in vouchers("website", organisation=known)} == {"DCMR 2025"}
    job.refresh_from_db()
    assert counts(job) == {"updated": 1}
    assert row(job).outcome == "updated"
    assert no_listing_differs()
    assert counts(take(ROW, source="DCMR 2026")) == {"unchanged": 1}, "the next list asks nothing and changes nothing"
    other = take(ROW.replace("Wint metaal terug.", "Smelt nu ook."), source="DCMR 2026")
    assert counts(other) == {"updated": 1}, "another value than the one that was refused is news"


def test_both_stand_side_by_side(take: Take, known: Organisation, match: RowMatch, user: User) -> None:
    same(match, known, user, name="both", website="list", description_nl="both", place="both")
    known.refresh_from_db()
    assert known.name == "Krommenhoek Metals"
    assert [one.name for one in known.other_names.all()] == ["Krommenhoek Groep"]
    assert known.description_nl == "Handelt in metaal.\n\nWint metaal terug."
    assert [(site.town, site.is_main) for site in known.sites.order_by("pk")] == [
        ("Rotterdam", True),
        ("Den Haag", False),
    ]
    assert no_listing_differs()
    assert counts(take(ROW, source="DCMR")) == {"unchanged": 1}


def test_not_the_same_makes_a_new_one_and_never_shows_the_candidate_again(
    take: Take, known: Organisation, match: RowMatch, user: User
) -> None:
    decided = is_new(match_id=match.pk, reason="Ander bedrijf.", user=user)
    made = Organisation.objects.get(name="Krommenhoek Groep")
    assert (decided.state, decided.organisation) == ("new", made)
    assert counts(take(ROW, source="DCMR")) == {"unchanged": 1}
    made.delete()
    assert counts(take(ROW, source="DCMR")) == {"created": 1}, "who was made is gone: made again, nobody is asked"
    moved = ROW.replace("Den Haag;Den Haag;https://groep.example", ";;")
    assert counts(take(moved, source="DCMR")) == {"unchanged": 1} or not RowMatch.objects.waiting().exists()
    known.refresh_from_db()
    assert known.website == ""


def test_left_out_stays_out_until_somebody_looks_again(
    take: Take, known: Organisation, match: RowMatch, user: User
) -> None:
    leave(match_id=match.pk, reason="Niet van ons.", user=user)
    first = match.job
    first.refresh_from_db()
    assert (counts(first), row(first).outcome) == ({"rejected": 1}, "rejected")
    job = take(ROW, source="DCMR")
    assert counts(job) == {"rejected": 1}
    assert reasons(job)[0][1].startswith("was left out by a person")
    assert Organisation.objects.count() == 1
    reopen(match_id=match.pk)
    assert RowMatch.objects.waiting().count() == 1
    first.refresh_from_db()
    assert (counts(first), row(first).outcome) == ({"review": 1}, "review")
    assert reasons(first)[0][1].startswith("may be the known “Krommenhoek Metals”")


def test_a_verified_value_is_replaced_only_when_a_person_says_so(take: Take, known: Organisation, user: User) -> None:
    Organisation.objects.update(website="https://old.example", verified_at=timezone.now())
    content = "naam;website\nKrommenhoek Metals;https://new.example\n"
    assert counts(take(content)) == {"review": 1}
    match = RowMatch.objects.get()
    same(match, known, user, website="register")
    assert counts(take(content)) == {"unchanged": 1}
    other = content.replace("new.example", "newer.example")
    assert counts(take(other)) == {"review": 1}
    match = RowMatch.objects.waiting().get()
    same(match, known, user, website="list")
    known.refresh_from_db()
    assert (known.website, known.verified_at) == ("https://newer.example", None)


def test_of_two_who_decide_the_second_sees_what_happened(known: Organisation, match: RowMatch, user: User) -> None:
    same(match, known, user)
    second = UserFactory(superuser=True, username="tweede")
    for act in (
        lambda: same(match, known, second),
        lambda: is_new(match_id=match.pk, reason="", user=second),
        lambda: leave(match_id=match.pk, reason="", user=second),
    ):
        with pytest.raises(AlreadyDecided) as other:
            act()
        assert (other.value.match.decided_by, other.value.match.reason) == (user, "Bekend.")
    assert Organisation.objects.count() == 1


def test_splitting_sets_back_what_the_list_changed(take: Take, known: Organisation, user: User) -> None:
    Organisation.objects.update(website="https://krommenhoek.example")
    content = ROW.replace("Krommenhoek Groep", "Kromenhoek Metals").replace("groep.example", "krommenhoek.example")
    content = content.replace("Den Haag;Den Haag", "Rotterdam;Rotterdam")
    assert counts(take(content, source="DCMR")) == {"updated": 1}
    match = RowMatch.objects.get()
    assert match.is_automatic
    split(match_id=match.pk, reason="Toch een ander.", user=user)
    known.refresh_from_db()
    made = Organisation.objects.exclude(pk=known.pk).get()
    assert (known.description_nl, known.activities.count()) == ("Handelt in metaal.", 0)
    assert (made.name, made.description_nl) == ("Kromenhoek Metals", "Wint metaal terug.")
    assert counts(take(content, source="DCMR")) == {"unchanged": 1}
    assert no_listing_differs()


def test_splitting_does_not_undo_what_others_did_since(
    take: Take, known: Organisation, match: RowMatch, user: User
) -> None:
    same(match, known, user, description_nl="list")
    known.refresh_from_db()
    known.description_nl = "Van ons."
    known.save()
    with pytest.raises(NotPossible, match=r"set back|teruggezet"):
        split(match_id=match.pk, reason="", user=user)
    match.refresh_from_db()
    assert match.state == "same"


def test_a_row_without_a_stage_can_be_somebody_but_not_somebody_new(
    take: Take, known: Organisation, user: User
) -> None:
    take("naam;gemeente\nKrommenhoek Groep;Den Haag\n")
    match = RowMatch.objects.get()
    with pytest.raises(NotPossible, match="2"):
        is_new(match_id=match.pk, reason="", user=user)
    match.refresh_from_db()
    assert match.is_open
    assert same(match, known, user).state == "same"


def test_a_number_of_somebody_else_is_never_taken_over(take: Take, known: Organisation, user: User) -> None:
    Organisation.objects.update(rsin="123456782")
    other = OrganisationFactory(name="Ander", kvk_number="12345678")
    content = "naam;schakel;rsin;kvk\nKrommenhoek Metals;refining;123456782;12345678\n"
    take(content)
    same(RowMatch.objects.get(), known, user, kvk_number="list")
    known.refresh_from_db()
    assert (known.kvk_number, other.kvk_number) == (None, "12345678")
    assert counts(take(content)) == {"unchanged": 1}


def test_a_merge_keeps_what_was_decided(take: Take, known: Organisation, match: RowMatch, user: User) -> None:
    from companies.merging.actions import merge

    same(match, known, user)
    kept = OrganisationFactory(name="Krommenhoek Nieuw")
    merge(kept_id=kept.pk, gone_id=known.pk, take=(), reason="Eén.", user=user)
    match.refresh_from_db()
    assert match.organisation == kept
    assert [one.name for one in kept.other_names.all()] == ["Krommenhoek Metals"]
    assert counts(take(ROW, source="DCMR")).keys() <= {"unchanged", "updated"}
    assert Organisation.objects.count() == 1
