"""Makes the labelled set: rows as dirty lists have them, each with the organisation of figure 4 that it is about.

``python -m tests.companies.matching.labelling`` writes ``fixtures/matching/labelled.csv``; the same seed gives the same
rows on any machine. Firms with like names are made up, and so are their places; so are old names.
"""

import csv
import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
REGISTER = ROOT / "fixtures" / "companies-figure-4.csv"
LABELLED = ROOT / "fixtures" / "matching" / "labelled.csv"
FIELDS = ("name", "website", "municipality", "town", "street_address", "organisation", "noise")
SEED = 20240703
FORMS = ["B.V.", "BV", "b.v.", "N.V.", "V.O.F.", "Holding B.V.", "B.V. i.o."]
TRADES = ["Metaalhandel", "Recycling", "Groep", "Nederland", "Trading", "International", "Techniek", "Services"]
ELSEWHERE = ["Zoetermeer", "Gouda", "Katwijk", "Gorinchem", "Leiden", "Schiedam", "Alphen aan den Rijn", "Westland"]
SURNAMES = ["Dekker", "Visser", "Bakker", "Mulder", "Hoekstra", "Verhoeven", "Schouten", "Kuipers"]
ACCENTS = {"a": "á", "e": "é", "i": "ï", "o": "ö", "u": "ü"}
TRADE_OF_OTHERS = ["Bouw", "Transport", "Advies", "Catering", "Schilders", "Tuinen", "Makelaardij", "Fietsen"]

Record = dict[str, str]
Noise = Callable[[Record, random.Random], Record | None]


def register() -> list[Record]:
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rows(seed: int = SEED) -> Iterator[Record]:
    chance = random.Random(seed)
    for record in register():
        for name, make in (*SAME.items(), *OTHER.items()):
            made = make(record, chance)
            if made is not None:
                is_same = name in SAME
                yield {**_place(record), **made, "organisation": record["slug"] if is_same else "", "noise": name}


def _place(record: Record) -> Record:
    return {key: record[key] for key in ("municipality", "town", "website")} | {"street_address": ""}


def _forget(made: Record, chance: random.Random, share: float = 0.5) -> Record:
    """Lists leave things out."""
    return made | {key: "" for key in ("website", "municipality", "town") if chance.random() < share}


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(word) - 1))
    how = chance.choice(["swap", "drop", "double", "wrong"])
    if how == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how == "drop":
        return word[:at] + word[at + 1 :]
    if how == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice("aeinrst") + word[at + 1 :]


def _slipped(name: str, chance: random.Random, times: int) -> str | None:
    words = name.split()
    long = [number for number, word in enumerate(words) if len(word) >= 5]
    if not long:
        return None
    for _time in range(times):
        number = chance.choice(long)
        words[number] = _slip(words[number], chance)
    return " ".join(words)


def legal_form(record: Record, chance: random.Random) -> Record:
    return _forget({"name": f"{record['name']} {chance.choice(FORMS)}"}, chance)


def typing_error(record: Record, chance: random.Random) -> Record | None:
    name = _slipped(record["name"], chance, 1)
    return {"name": name} if name else None


def typing_errors_and_form(record: Record, chance: random.Random) -> Record | None:
    name = _slipped(record["name"], chance, 2) if len(record["name"]) >= 10 else None
    return {"name": f"{name.upper()} {chance.choice(FORMS)}", "town": ""} if name else None


def typing_error_alone(record: Record, chance: random.Random) -> Record | None:
    name = _slipped(record["name"], chance, 1)
    return {"name": name, "website": "", "municipality": "", "town": ""} if name else None


def swapped_words(record: Record, chance: random.Random) -> Record | None:
    words = record["name"].replace(",", "").split()
    if len(words) < 2 or "(" in record["name"]:
        return None
    return _forget({"name": " ".join([*words[1:], words[0]])}, chance)


def shared_word(record: Record, chance: random.Random) -> Record:
    return {"name": f"{record['name']} {chance.choice(TRADES)}"}


def accents_and_capitals(record: Record, chance: random.Random) -> Record:
    accented = "".join(ACCENTS.get(char, char) if chance.random() < 0.3 else char for char in record["name"])
    return _forget({"name": unicodedata.normalize("NFC", accented.upper())}, chance)


def signs(record: Record, chance: random.Random) -> Record:
    name = record["name"].replace(" & ", " en ").replace(" ", chance.choice([" - ", "  ", "-"]))
    return _forget({"name": f"{name}."}, chance)


def branch(record: Record, chance: random.Random) -> Record:
    """A site in another place is the same organisation, for a person to see."""
    town = chance.choice([place for place in ELSEWHERE if place != record["municipality"]])
    return {"name": f"{record['name']} {town}" if chance.random() < 0.5 else record["name"], "town": town,
            "municipality": town}  # fmt: skip


def old_name(record: Record, chance: random.Random) -> Record | None:
    """Before it was renamed it had another name, but the website and the place of now."""
    if not record["website"] or not record["municipality"]:
        return None
    return {"name": f"{chance.choice(SURNAMES)} {chance.choice(TRADES)} {record['name'][:1]}"}


def part_in_brackets(record: Record, chance: random.Random) -> Record | None:
    outside, sign, inside = record["name"].partition(" (")
    return {"name": chance.choice([outside, inside.rstrip(")")])} if sign else None


def name_in_source(record: Record, chance: random.Random) -> Record | None:
    return {"name": record["name_in_source"]} if record["name_in_source"] != record["name"] else None


def other_firm_of_the_name(record: Record, chance: random.Random) -> Record:
    """The same word, another trade, another place."""
    town = chance.choice([place for place in ELSEWHERE if place != record["municipality"]])
    first = max(record["name"].replace("(", " ").replace(",", " ").split(), key=len)
    trade = chance.choice(TRADE_OF_OTHERS)
    return {"name": f"{first} {trade}", "municipality": town, "town": town, "website": _own_website(first, trade)}


def other_firm_next_door(record: Record, chance: random.Random) -> Record:
    """The same word, another trade, the same place, half of them without a website."""
    first = max(record["name"].replace("(", " ").replace(",", " ").split(), key=len)
    trade = chance.choice(TRADE_OF_OTHERS)
    return {"name": f"{first} {trade}", "website": _own_website(first, trade) if chance.random() < 0.5 else ""}


def namesake(record: Record, chance: random.Random) -> Record | None:
    """The very same name, another place, a website of its own; of a mere name nobody could tell."""
    if not record["municipality"]:
        return None
    town = chance.choice([place for place in ELSEWHERE if place != record["municipality"]])
    return {"name": record["name"], "municipality": town, "town": town, "website": _own_website(town, "bedrijf")}


def other_firm_of_the_trade(record: Record, chance: random.Random) -> Record | None:
    """Another name in front of the same trade, in the same place."""
    words = record["name"].split()
    if len(words) < 2:
        return None
    longest = max(words, key=len)
    surname = chance.choice(SURNAMES)
    name = " ".join(surname if word == longest else word for word in words)
    return None if surname in record["name"] else {"name": name, "website": _own_website(surname, "bedrijf")}


def almost_the_name(record: Record, chance: random.Random) -> Record | None:
    """A family name that differs in one letter, elsewhere."""
    words = [word for word in record["name"].split() if word.isalpha() and 4 <= len(word) <= 7]
    if not words:
        return None
    word = chance.choice(words)
    other = chance.choice("BDHKMPRTW") + word[1:].lower()
    if other[0].lower() == word[0].lower():
        return None
    town = chance.choice([place for place in ELSEWHERE if place != record["municipality"]])
    name = record["name"].replace(word, other)
    return {"name": name, "municipality": town, "town": town, "website": _own_website(other, "firma")}


def _own_website(*words: str) -> str:
    plain = "".join(char for word in words for char in word.lower() if char.isascii() and char.isalnum())
    return f"https://{plain}.example"


def other_number(record: Record, chance: random.Random) -> Record:
    """Firms that differ by a number alone."""
    return {"name": f"{record['name']} {chance.randrange(2, 90)}", "website": ""}


SAME: dict[str, Noise] = {
    "legal form": legal_form,
    "typing error": typing_error,
    "typing errors and form": typing_errors_and_form,
    "typing error alone": typing_error_alone,
    "swapped words": swapped_words,
    "shared word": shared_word,
    "accents and capitals": accents_and_capitals,
    "signs": signs,
    "branch": branch,
    "old name": old_name,
    "part in brackets": part_in_brackets,
    "name in the source": name_in_source,
}
OTHER: dict[str, Noise] = {
    "other firm of the name": other_firm_of_the_name,
    "other firm next door": other_firm_next_door,
    "namesake": namesake,
    "other firm of the trade": other_firm_of_the_trade,
    "almost the name": almost_the_name,
    "other number": other_number,
}


def main() -> None:
    LABELLED.parent.mkdir(exist_ok=True)
    with LABELLED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
