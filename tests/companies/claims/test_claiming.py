"""An organisation says: this is us. Who, how it is shown, what staff decide, and what is refused."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.claims.domains import is_own_address, own_domain
from companies.claims.granting import revoke
from companies.claims.receiving import withdraw
from companies.models import Case, Claim, Contact, Letter, Organisation, PrivateLink
from companies.moderation.deciding import AlreadyDecided, StatedBy, decide
from tests.companies.claims.conftest import PATH, answers, links
from tests.html_forms import form_data

PDF = b"%PDF-1.7\n%proof"


def put_through(case, user, is_right, reason="Gebeld met de receptie."):
    return decide(case_id=case.pk, accepted=[], reason=reason, stated_by=StatedBy(""), user=user, is_right=is_right)


def test_claim_by_domain_from_page_to_own_page(client, organisation, moderator):
    assert PATH in client.get("/nl/bedrijven/metaal-001/").content.decode()
    data = answers(client)
    for _ in range(2):
        assert client.post(PATH, data).status_code == 302, "sent twice is one"
    case = Case.objects.get()
    assert (case.kind, case.state, case.claim.route) == ("claim", "asked", "domain")
    (link,) = links()
    with pytest.raises(ValidationError):
        put_through(case, moderator, True)
    assert "Ja, dat was ik" in client.get(link).content.decode()
    case.refresh_from_db()
    assert case.state == "asked", "a program that looks through mail opens links"
    client.post(link, {"do": "confirm"})
    case.refresh_from_db()
    assert case.state == "open"
    client.force_login(moderator)
    page = client.get(f"/admin/companies/case/{case.pk}/change/")
    assert "Anna Proef" in page.content.decode()
    data = form_data(page, "decide") | {"remark": "yes", "reason": "Gebeld.", "do": "decide"}
    assert client.post(f"/admin/companies/case/{case.pk}/change/", data).status_code == 302
    client.logout()
    claim = Claim.objects.get()
    assert claim.is_live
    assert Contact.objects.get().email == "anna@metaal.example"
    own = links()[-1]
    assert client.get(own).status_code == 200
    assert client.get(link).status_code == 404, "the first link is spent"
    secret = own.rstrip("/").rsplit("/", 1)[-1]
    assert not PrivateLink.objects.filter(digest__contains=secret).exists()


@pytest.mark.parametrize(
    "website",
    [
        "https://ziggo.nl/metaal", "https://metaal.home.xs4all.nl", "https://gmail.com", "https://co.uk",
        "https://nl.linkedin.com/company/metaal", "https://metaal.wordpress.com", "https://sites.google.com/metaal",
        "https://metaal.business.site", "http://127.0.0.1/", "https://metaal.github.io",
    ],
)  # fmt: skip
def test_where_many_have_a_page_or_mail_an_address_shows_nothing(client, organisation, website):
    """Staff check by hand, and proof is asked: else anybody with the same provider would pass."""
    Organisation.objects.update(website=website)
    address = f"anna@{website.split('/')[2]}"
    if "127" in address:
        address = "anna@metaal.example"
    answer = client.post(PATH, answers(client, email=address))
    assert answer.status_code == 422
    assert "een medewerker controleert het met de hand" in answer.content.decode()
    answer = client.post(PATH, answers(client, email=address, proof_url="https://metaal.example/wie"))
    assert answer.status_code == 302
    assert Claim.objects.get().route == "by_hand"


@pytest.mark.parametrize(
    "email", ["anna@ander.example", "anna@metaal.example.evil.example", "anna@kwaadmetaal.example", "a@gmail.com"]
)
def test_somebody_elses_domain_is_refused_in_words(client, organisation, email):
    answer = client.post(PATH, answers(client, email=email))
    assert answer.status_code == 422
    assert "niet het domein van Metaal 001" in answer.content.decode()
    assert not Case.objects.exists()
    assert not Letter.objects.exists()


def test_who_opens_the_link_again_hears_that_it_is_confirmed(client, organisation):
    client.post(PATH, answers(client))
    link = links()[-1]
    client.post(link, {"do": "confirm"})
    page = client.get(link).content.decode()
    assert "Uw aanvraag is al bevestigd" in page
    assert 'value="confirm"' not in page
    assert 'value="withdraw"' in page


def test_own_domains():
    assert own_domain("https://www.Metaal.example:8080/x") == "metaal.example"
    assert own_domain("https://www.linkedin.com/company/x") == own_domain("") == ""
    assert own_domain("https://metaal.co.uk") == "metaal.co.uk"
    assert own_domain("https://www.bk.tudelft.nl") == "bk.tudelft.nl"
    assert is_own_address("a@nl.metaal.example", "metaal.example")
    assert not is_own_address("a@metaаl.example", "metaal.example"), "a Cyrillic letter"
    assert not is_own_address("a@", "metaal.example")


def test_without_a_domain_staff_check_by_hand_and_ask_for_proof(client, organisation, moderator):
    Organisation.objects.filter(pk=organisation.pk).update(website="")
    refused = client.post(PATH, answers(client, email="anna@gmail.com"))
    assert refused.status_code == 422
    proof = SimpleUploadedFile("uittreksel.pdf", PDF)
    answer = client.post(PATH, answers(client, email="anna@gmail.com", proof=proof))
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "controleert uw bewijs" in page
    assert "privélink" not in page
    case = Case.objects.get()
    assert (case.state, case.claim.route, case.claim.proof_type) == ("open", "by_hand", "pdf")
    assert "uittreksel" not in case.claim.proof.name
    assert not Letter.objects.exists()
    path = f"/admin/companies/case/{case.pk}/proof/"
    assert client.get(path).status_code == 302, "only for staff"
    client.force_login(moderator)
    answer = client.get(path)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.pdf", b"", "leeg"),
        ("x.exe", b"MZ", "Stuur PDF, PNG of JPEG"),
        ("x.pdf", b"<html>", "geen PDF-bestand"),
        ("x.png", PDF, "geen PNG-bestand"),
        ("x.pdf", PDF + b"0" * (5 * 1024 * 1024), "groter dan 5 MB"),
    ],
)
def test_a_document_that_is_none_is_refused(client, organisation, name, content, said):
    answer = client.post(PATH, answers(client, proof=SimpleUploadedFile(name, content)))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Kies uw bestanden opnieuw" in answer.content.decode()
    assert not Claim.objects.exists()


def test_denied_with_a_reason_and_one_mail(client, organisation, moderator):
    client.post(PATH.replace("/nl/bedrijven", "/nl/bedrijven"), answers(client))
    client.post(links()[-1], {"do": "confirm"})
    case = put_through(Case.objects.get(), moderator, False, "Wij kennen u niet.")
    assert (case.state, case.state_text) == ("rejected", "geweigerd")
    letter = Letter.objects.latest("pk")
    assert "Wij kennen u niet." in letter.body
    assert "eigen-pagina" not in letter.body
    with pytest.raises(AlreadyDecided):
        put_through(case, moderator, True)
    assert not Contact.objects.exists()


def test_the_claimant_withdraws(client, organisation, moderator):
    client.post(PATH, answers(client))
    link = links()[-1]
    client.post(link, {"do": "withdraw"})
    case = Case.objects.get()
    assert (case.state, case.decided_by, case.reason) == ("withdrawn", None, "Door de aanvrager zelf.")
    assert client.get(link).status_code == 404
    with pytest.raises(AlreadyDecided):
        put_through(case, moderator, True)


def test_english_claim_gets_english_mail(client, organisation):
    path = "/en/organisations/metaal-001/this-is-our-organisation/"
    client.post(path, answers(client, path))
    letter = Letter.objects.get()
    assert letter.subject == "Confirm your claim of Metaal 001"
    assert "/en/organisations/claim/" in letter.body


def test_staff_end_the_access(client, granted, moderator):
    claim, own = granted
    client.force_login(moderator)
    path = f"/admin/companies/case/{claim.case_id}/revoke/"
    client.post(path, {"reason": ""})
    claim.refresh_from_db()
    assert claim.is_live
    client.post(path, {"reason": "Uit dienst."})
    claim.refresh_from_db()
    assert (claim.is_live, claim.revoked_by) == (False, moderator)
    assert client.get(own).status_code == 404
    assert not Contact.objects.exists()
    assert "Uit dienst." in Letter.objects.latest("pk").body


def test_wrong_links_tell_nothing_and_are_counted(client, granted):
    _claim, own = granted
    wrong = own.rsplit("/", 2)[0] + "/" + "x" * 43 + "/"
    assert "no-store" in client.get(own)["Cache-Control"]
    for _ in range(30):
        assert client.get(wrong).status_code == 404
    assert client.get(wrong).status_code == 429
    assert client.get(own).status_code == 429, "no oracle: a right one is refused too"
    assert client.get(own, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_what_is_not_public_cannot_be_claimed(client, organisation):
    organisation.visibility = "internal"
    organisation.save()
    assert client.get(PATH).status_code == 404


def test_who_claims_again_gets_another_link_and_the_lost_one_ends(client, granted, moderator):
    first, lost = granted

    def claim_again(email):
        client.post(PATH, answers(client, email=email))
        client.post(links()[-1], {"do": "confirm"})
        return Case.objects.latest("pk")

    case = claim_again("ANNA@metaal.example")
    client.force_login(moderator)
    page = client.get(f"/admin/companies/case/{case.pk}/change/").content.decode()
    assert "Nu bijgehouden door" in page
    assert f"/admin/companies/case/{first.case_id}/change/" in page
    put_through(case, moderator, True)
    own = links()[-1]
    assert (client.get(lost).status_code, client.get(own).status_code) == (404, 200)
    assert first.case.events.latest("pk").note == f"Vervangen door aanvraag {case.pk} van hetzelfde e-mailadres."
    put_through(claim_again("bert@metaal.example"), moderator, True)
    assert client.get(own).status_code == 200, "two people may keep one page"


@pytest.mark.parametrize("by_staff", [True, False])
def test_when_one_of_two_stops_the_other_is_asked_from_then_on(client, granted, moderator, by_staff):
    client.post(PATH, answers(client, email="bert@metaal.example", name="Bert Proef"))
    client.post(links()[-1], {"do": "confirm"})
    case = put_through(Case.objects.latest("pk"), moderator, True)
    assert Contact.objects.get().email == "bert@metaal.example"

    def stop(claim):
        if by_staff:
            assert revoke(claim_id=claim.pk, reason="Weg.", user=moderator)
        else:
            assert withdraw(claim.pk)

    stop(case.claim)
    contact = Contact.objects.get()
    assert (contact.email, contact.claim) == ("anna@metaal.example", granted[0])
    stop(granted[0])
    assert not Contact.objects.exists()


def test_who_merges_sees_that_somebody_keeps_the_page(client, granted, organisation, moderator):
    other = Organisation.objects.exclude(pk=organisation.pk).first()
    client.force_login(moderator)
    page = client.get(f"/admin/companies/organisation/{other.pk}/merge/?other={organisation.slug}").content.decode()
    row = re.sub(r"<[^>]+>|\s+", " ", page.partition("Mensen die haar pagina bijhouden")[2].partition("</tr>")[0])
    assert row.split() == ["0", "1"]
