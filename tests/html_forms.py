"""Read a form from a page as a browser would send it back."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _FormReader(HTMLParser):
    def __init__(self, form_id: str | None) -> None:
        super().__init__()
        self.form_id, self.inside, self.data = form_id, form_id is None, {}
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = self.form_id is None or found.get("id") == self.form_id
        if not self.inside:
            return
        name = found.get("name")
        if tag == "input" and name and found.get("type") not in ("submit", "button"):
            if found.get("type") in ("checkbox", "radio") and "checked" not in found:
                return
            self._add(name, found.get("value") or ("on" if found.get("type") == "checkbox" else ""))
        elif tag == "textarea" and name:
            self.area = name
            self.data[name] = [""]
        elif tag == "select" and name:
            self.select = name
            self.data.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in found:
            self._add(self.select, found.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.data[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = self.form_id is None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            if self.area:
                # The first line end after <textarea> does not count.
                self.data[self.area][0] = self.data[self.area][0].removeprefix("\r").removeprefix("\n")
            self.area = None

    def _add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


def form_data(response: HttpResponse, form_id: str | None = None) -> dict[str, list[str]]:
    """All fields of the form with this id (or of all forms) with the values that the page shows."""
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    return {name: values for name, values in reader.data.items() if "__prefix__" not in name}
