"""Two organisations became one while somebody was writing about the one that is gone: nothing of it is lost."""

import pytest
from django.test import Client

from companies.claims.forms import ClaimForm, ProfileForm
from companies.models import Case, Claim, Letter, Organisation
from companies.moderation.forms import SuggestionForm
from loket.models import User
from tests.companies.claims.conftest import grant
from tests.companies.moderation.merges import go
from tests.companies.moderation.test_suggesting import answers
from tests.html_forms import form_data
from tests.stamps import stamp_of

SITE = "https://metaal.example"
OLD, NEW = "/nl/bedrijven/metaal-002/fout-melden/", "/nl/bedrijven/metaal-001/fout-melden/"


def values_of(case: Case) -> dict[str, str]:
    return {value.field: value.new for value in case.values.all()}


def test_a_report_is_shown_once_more_on_the_page_of_the_other(client: Client, two, moderator: User) -> None:
    kept, gone = two
    typed = answers(client, OLD, website=SITE, remark="Ook wolfraam.", sender_email="wie@example.org")
    go(kept, gone, moderator)
    assert client.get(OLD)["Location"] == NEW
    page = client.post(OLD, typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Deze pagina gaat intussen over Metaal 001. Er is nog niets verstuurd" in text
    assert f'action="{NEW}"' in text
    assert Case.objects.count() == 0
    again = {name: values[-1] for name, values in form_data(page).items() if values}
    assert (again["name"], again["website"], again["remark"]) == (
        "Metaal 001",
        SITE,
        "Ook wolfraam.",
    )
    assert client.post(NEW, again | {"stamp": stamp_of(SuggestionForm)}).status_code == 302
    case = Case.objects.get()
    assert (case.organisation, case.sender_email, values_of(case)) == (
        kept, "wie@example.org", {"website": SITE},
    )  # fmt: skip


def test_in_english_and_with_mistakes_all_that_is_wrong_is_told_at_once(client: Client, two, moderator: User) -> None:
    old = "/en/organisations/metaal-002/report-an-error/"
    typed = answers(client, old, kvk_number="12", source="")
    go(*two, moderator)
    text = client.post(old, typed).content.decode()
    assert "This page is about Metaal 001 by now. Nothing is sent yet" in text
    assert "A KvK number has eight digits." in text


@pytest.mark.parametrize("seen", ["", "x", None])
def test_a_page_without_its_hidden_field_loses_nothing_either(client: Client, two, moderator: User, seen) -> None:
    typed = answers(client, OLD, remark="Ook wolfraam.")
    typed.pop("seen")
    go(*two, moderator)
    page = client.post(OLD, typed | ({} if seen is None else {"seen": seen}))
    assert page.status_code == 422
    assert "Ook wolfraam." in page.content.decode()
    assert Case.objects.count() == 0


def test_what_became_part_of_nothing_public_is_not_there(client: Client, two, moderator: User) -> None:
    kept, gone = two
    typed = answers(client, OLD, remark="Ook wolfraam.")
    go(kept, gone, moderator)
    kept.refresh_from_db()
    kept.visibility = "internal"
    kept.save()
    assert client.post(OLD, typed).status_code == 404


def test_a_claim_is_shown_once_more_too(client: Client, two, moderator: User, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    Organisation.objects.update(website=SITE)
    path = "/nl/bedrijven/metaal-002/dit-is-onze-organisatie/"
    new = path.replace("002", "001")
    told = {"eligibility": "director", "name": "Anna Proef", "role": "Directeur", "email": "anna@metaal.example"}
    client.get(path)
    go(*two, moderator)
    page = client.post(path, told | {"stamp": stamp_of(ClaimForm)})
    assert page.status_code == 422
    assert "Deze pagina gaat intussen over Metaal 001" in page.content.decode()
    assert (Claim.objects.count(), Letter.objects.count()) == (0, 0)
    again = {name: values[-1] for name, values in form_data(page).items() if values}
    assert again["name"] == "Anna Proef"
    assert client.post(new, again | {"stamp": stamp_of(ClaimForm)}).status_code == 302
    assert Claim.objects.get().case.organisation.slug == "metaal-001"


def test_the_private_page_carries_over_what_was_altered_alone(client: Client, two, moderator: User, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept, gone = two
    Organisation.objects.filter(pk=kept.pk).update(website=SITE)
    _claim, own = grant(client, moderator)
    data = {name: values[-1] for name, values in form_data(client.get(own)).items() if values}
    data |= {"stamp": stamp_of(ProfileForm), "do": "save", "description_nl": "Wij winnen koper terug."}
    data.pop("shows_contact")
    go(gone, kept, moderator)
    page = client.post(own, data)
    assert page.status_code == 422
    assert "Deze pagina gaat intussen over Metaal 002" in page.content.decode()
    again = {name: values[-1] for name, values in form_data(page).items() if values}
    assert (again["name"], again["description_nl"]) == ("Metaal 002", "Wij winnen koper terug.")
    answer = client.post(own, again | {"stamp": stamp_of(ProfileForm), "do": "save"})
    assert answer.status_code == 302
    case = Case.objects.exclude(kind="claim").get()
    assert case.organisation == gone
    assert values_of(case) == {"description_nl": "Wij winnen koper terug.", "shows_contact": "no"}


def test_another_web_name_loses_nothing_either(client: Client, two, moderator: User) -> None:
    kept, _gone = two
    typed = answers(client, NEW, remark="Ook wolfraam.")
    kept.slug = "metaal-nieuw"
    kept.save()
    page = client.post(NEW, typed)
    new = "/nl/bedrijven/metaal-nieuw/fout-melden/"
    assert page.status_code == 422
    assert f'action="{new}"' in page.content.decode()
    again = {name: values[-1] for name, values in form_data(page).items() if values}
    assert client.post(new, again | {"stamp": stamp_of(SuggestionForm)}).status_code == 302
    case = Case.objects.get()
    assert (case.remark, values_of(case)) == ("Ook wolfraam.", {})
