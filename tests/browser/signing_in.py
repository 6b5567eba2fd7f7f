"""Staff sign in by the form, with an account of the demonstration."""

from loket.accounts.demo import PASSWORD
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor


def signed_in(visit: Visit, name: str) -> Visitor:
    """Somebody at the start page of the admin."""
    staff = visit()
    staff.go("/admin/")
    page = staff.page
    page.get_by_label("Gebruikersnaam of e-mailadres").fill(name)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/admin/")
    return staff
