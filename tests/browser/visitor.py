"""A visitor with a browser of their own, and what the browser noticed on the way."""

import base64
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route

from loket.accounts.demo_password import PASSWORD

TILE_HOST = "service.pdok.nl"
TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)
#: The policy's violations are told on the console, where they count as errors.
TELL_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI} in ${event.sourceFile}`);
    });
"""


class Visitor:
    """One browser context with one page. ``check`` tells what must never happen."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.errors: list[str] = []
        self.elsewhere: set[str] = set()
        self.tiles = 0
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self._asked)
        self.page: Page = context.new_page()

    def sign_in(self, name: str) -> None:
        """By the form, from the address of the admin."""
        page = self.go("/admin/")
        page.get_by_label("Gebruikersnaam of e-mailadres").fill(name)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Inloggen").click()
        page.wait_for_url("**/admin/")

    def leave(self, *, signed_in: bool) -> None:
        """As new for the next one, but for the sign-in."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        self.page.unroute_all()
        self.context.unroute_all()
        self.page.emulate_media(media="null")  # a test may have looked at it on paper
        self.page.set_content("")  # what asks again and again is gone; a blank address would want another process
        if not signed_in:
            self.context.clear_cookies()
        self.errors.clear()
        self.elsewhere.clear()
        self.tiles = 0

    def serve_tiles(self) -> None:
        """Without this there are none. (A context that answers requests itself keeps no files: it is slower.)"""
        self.context.route(f"https://{TILE_HOST}/**", self._tile)

    def _tile(self, route: Route) -> None:
        self.tiles += 1
        route.fulfill(content_type="image/png", body=TILE)

    def _heard(self, message: ConsoleMessage) -> None:
        url = str(message.location.get("url"))
        if message.type in {"error", "warning"} and urlsplit(url).hostname != TILE_HOST:
            self.errors.append(f"{message.text} ({url})")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        here = request.url.startswith((f"{self.address}/", "data:", "blob:"))
        if not here and parts.hostname != TILE_HOST:
            self.elsewhere.add(request.url)

    def go(self, path: str, status: int = 200) -> Page:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self.page

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def check(self, *, anonymous: bool = True) -> None:
        """No error, no broken policy, nothing asked elsewhere, and no cookie for who did not sign in."""
        assert self.errors == [], self.errors
        assert self.elsewhere == set(), self.elsewhere
        if anonymous:
            assert self.context.cookies() == []
