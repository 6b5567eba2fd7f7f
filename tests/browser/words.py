"""What the pages say, in both languages: the tests look for what a visitor reads, not for what the code is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    code: str
    locale: str
    home: str
    directory: str
    map: str
    typing_error: str  # of a material that is in the register
    ask_home: str
    search: str
    unconfirmed: str
    map_link: str
    list_link: str
    other_language: str
    on_map: str  # begin and end of "3 of 4 organisations on the map" around the first number
    skip: str
    skip_map: str

    @property
    def other(self) -> "Words":
        return EN if self is NL else NL


NL = Words(
    code="nl", locale="nl-NL", home="/nl/", directory="/nl/bedrijven/", map="/nl/bedrijven/kaart/",
    typing_error="koblat", ask_home="Zoek op naam, grondstof of plaats", search="Zoek",
    unconfirmed="Nog niet bevestigd", map_link="Kaart", list_link="Lijst", other_language="English",
    on_map="organisaties op de kaart", skip="Ga naar de inhoud", skip_map="Sla de kaart over, naar de lijst",
)  # fmt: skip
EN = Words(
    code="en", locale="en-GB", home="/en/", directory="/en/organisations/", map="/en/organisations/map/",
    typing_error="tungtsen", ask_home="Search by name, material or place", search="Search",
    unconfirmed="Not confirmed yet", map_link="Map", list_link="List", other_language="Nederlands",
    on_map="organisations on the map", skip="Skip to content", skip_map="Skip the map, to the list",
)  # fmt: skip
