"""The pages of the desk that everybody may find."""

_PAGES = ("desk:ask", "desk:ask-dossier")


def count() -> int:
    return len(_PAGES)


def pages(start: int, stop: int) -> list[tuple[str, dict[str, str], None]]:
    own: list[tuple[str, dict[str, str], None]] = [(name, {}, None) for name in _PAGES]
    return own[start:stop]
