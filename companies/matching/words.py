"""What a name is made of: the words that tell it apart, those that many share, initials and numbers.

Legal forms do not count; words of a trade ("Metaalhandel"), of a place and small words ("van") tell little. A name
such as "EMR (European Metal Recycling)" is two names.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

#: From how many letters a mistyped word of a trade is still seen as one, with one slip, with two.
LONG, VERY_LONG = 6, 9


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LEGAL = _set(
    "bv nv vof cv ua ba gmbh ltd limited llc inc plc sa ag srl sarl bvba sprl ab oy kg spa co corp corporation"
    " eenmanszaak io maatschap cooperatie coop"
)
LEGAL_PHRASES = (
    "besloten vennootschap", "naamloze vennootschap", "vennootschap onder firma", "commanditaire vennootschap",
)  # fmt: skip
SMALL = _set(
    "de het een van der den des ter te ten vd en and und of the for voor bij in op aan la le du di gebr gebroeders zn"
    " zonen zoon"
)
#: Words that many names share, each with the word it stands for: "Group" is "Groep".
_SHARED = {
    "metaal": "metaal metal metals metalen metaalhandel metaalrecycling metaalverwerking oudmetaal oudmetaalhandel",
    "ijzer": "ijzer iron oudijzer ijzerhandel schroot scrap schroothandel schrootverwerking",
    "staal": "staal steel staalhandel",
    "handel": "handel handelsonderneming handelmaatschappij handelsmaatschappij trading trade traders inkoop verkoop",
    "recycling": "recycling recyclage recycle recyclers hergebruik",
    "sloperij": "sloperij autosloperij autodemontage demontage autodemontagebedrijf sloop sloopwerken sloopbedrijf",
    "auto": "auto autos automotive autobedrijf autohandel",
    "groep": "groep group holding holdings beheer concern",
    "bedrijf": "bedrijf bedrijven onderneming firma company companies exploitatie",
    "techniek": "techniek technics technology technologies technologie tech engineering",
    "dienst": "service services diensten dienstverlening solutions oplossingen systems systemen",
    "stof": "materials material materialen materiaal grondstoffen grondstof",
    "chemie": "chemie chemicals chemical chemische",
    "energie": "energie energy power",
    "batterij": "batterij batterijen battery batteries accu accus",
    "zon": "solar zonne zonnepanelen",
    "wind": "wind windenergie",
    "water": "water",
    "afval": "afval waste milieu environmental environment",
    "duurzaam": "duurzaam sustainable sustainability duurzaamheid",
    "circulair": "circulair circular circulaire",
    "vervoer": "transport logistics logistiek logistics expeditie shipping",
    "bouw": "bouw construction aannemersbedrijf",
    "fabriek": (
        "fabriek factory industrie industries industry industrial industrieel productie production manufacturing"
    ),
    "winning": "mining mijnbouw dredging bagger baggerbedrijf",
    "koninklijk": "koninklijke koninklijk royal",
    "instelling": "stichting foundation vereniging universiteit university instituut institute hogeschool",
    "onderzoek": "onderzoek research centrum center centre innovation innovatie",
    "wereld": "international internationaal internationale global worldwide wereldwijd europe europa european",
    "onderdeel": "onderdelen parts instruments instrumenten",
    "verwerking": "verwerking processing bewerking",
    "land": "nederland netherlands nederlandse dutch holland benelux nl",
}
#: Shared words that go with any trade.
TELL_NOTHING = _set("groep bedrijf land wereld dienst koninklijk")
SHARED = {word: meant for meant, words in _SHARED.items() for word in words.split()}
PLACES = _set(
    "rotterdam delft leiden haag gravenhage dordrecht gouda zoetermeer schiedam vlaardingen maassluis spijkenisse"
    " ridderkerk barendrecht alphen westland europoort botlek maasvlakte moerdijk amsterdam utrecht eindhoven groningen"
    " zuidholland zuid noord oost west rijnmond drechtsteden antwerpen zwolle tilburg breda arnhem nijmegen maastricht"
    " alblasserdam papendrecht sliedrecht zwijndrecht gorinchem capelle krimpen hoogvliet pernis nootdorp rijswijk"
    " leidschendam voorburg wassenaar katwijk noordwijk lisse hillegom woerden hellevoetsluis brielle"
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_BOUND = re.compile(r"\b([a-z])(?:\s?[&+]\s?|\s(?:en|and)\s)([a-z])\b")
_NUMBER = re.compile(r"\b\d+\b")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=s\b)")


@dataclass(frozen=True, slots=True)
class Name:
    """One name taken apart. ``core`` are the words that tell it apart, in order; for a name of shared words alone
    (``is_weak``) all of them. ``shared`` are the other words by what they stand for."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    shared: frozenset[str]
    places: frozenset[str]
    initials: str
    numbers: frozenset[str]
    is_weak: bool

    @property
    def trades(self) -> frozenset[str]:
        """The shared words that tell what it does; "Groep" tells nothing."""
        return self.shared - TELL_NOTHING

    @property
    def compact(self) -> str:
        return "".join(self.core)

    @property
    def whole(self) -> str:
        return "".join(self.words)

    @property
    def acronym(self) -> str:
        """EMR of European Metal Recycling; empty for fewer than three words."""
        return "".join(word[0] for word in self.words) if len(self.words) >= 3 else ""


def letters(text: str) -> str:
    """Small letters without accents; signs stay."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", folded).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=8_000)  # a part of a list asks twice for each of its names; more is memory, in each worker
def names_in(text: str, places: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The name as a whole, and where it holds brackets the parts outside and inside too.

    ``places`` are words of where it is: "Access World Gouda" in Gouda is Access World.
    """
    plain = letters(text)
    variants = [plain]
    if inside := _BRACKETS.findall(plain):
        variants = [_BRACKETS.sub(" ", plain), *inside, plain]
    numbers = frozenset(_NUMBER.findall(plain))
    found = dict.fromkeys(name for one in variants if (name := _take_apart(one, places, numbers)) is not None)
    if len(found) > 1:  # a bracket such as "(NL)" is no name by itself
        found = {name: None for name in found if not (name.is_weak and len(name.words) < 3)} or found
    return tuple(found)


def words_in(text: str) -> frozenset[str]:
    """The words of a place, small ones too."""
    return frozenset(_WORD.findall(letters(text))) if text else frozenset()


def _take_apart(text: str, where: frozenset[str], numbers: frozenset[str]) -> Name | None:
    for phrase in LEGAL_PHRASES:
        text = text.replace(phrase, " ")
    text = _APOSTROPHE.sub("", text)
    text = _BOUND.sub(r"\1\2", text)
    text = _DOTTED.sub(lambda dotted: dotted.group().replace(".", "") + ". . ", text)
    tokens = [token for token in _without_parted_forms(list(_tokens(text))) if token[0] not in LEGAL]
    initials = [word for word, is_short in tokens if is_short]
    words = [word for word, is_short in tokens if not is_short and word not in numbers]
    if not words:
        words, initials = [word for word, _is_short in tokens or _tokens(text)], []
    if not words:
        return None
    meant = {word: found for word in words if (found := shared_word(word))}
    places = frozenset(word for word in words if word in PLACES or word in where)
    core = tuple(word for word in words if word not in meant and word not in places and word not in SMALL)
    return Name(
        words=tuple(words),
        core=core or tuple(words),
        shared=frozenset(meant.values()),
        places=places,
        initials="".join(initials),
        numbers=numbers,
        is_weak=not core,
    )


@lru_cache(maxsize=20_000)
def shared_word(word: str) -> str:
    """What a word of a trade stands for, also when a long one is mistyped; empty for a word that tells apart."""
    if word in SHARED or len(word) < LONG:
        return SHARED.get(word, "")
    slips = 2 if len(word) >= VERY_LONG else 1
    for known, meant in SHARED.items():
        if len(known) >= LONG and OSA.distance(word, known, score_cutoff=slips) <= slips:
            return meant
    return ""


Token = tuple[str, bool]


def _tokens(text: str) -> Iterator[Token]:
    """Each word, and whether it stands for initials: one letter, or up to three with a point behind them."""
    for match in _WORD.finditer(text):
        word, after = match.group(), text[match.end() :]
        dotted = after[:1] == "." and len(word) <= 3 and word not in SHARED and bool(after[1:].strip())
        yield word, word.isalpha() and (dotted or len(word) == 1)


def _without_parted_forms(tokens: list[Token]) -> list[Token]:
    """Takes away a legal form of which every letter stands alone, as in "Jansen B V"."""
    if len(tokens) > 2 and tokens[-2][1] and "".join(word for word, _is_short in tokens[-2:]) in LEGAL:
        return tokens[:-2]
    return tokens


def without_doubles(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "y": "i", "x": "k", "w": "f"})
_VOWELS = re.compile(r"[aeiouj]+")


def skeleton(word: str) -> str:
    """First letter and consonants, by sound: what most typing errors leave as it is."""
    sounds = without_doubles(word.replace("ph", "f").replace("ck", "k").translate(_SOUNDS))
    return sounds[:1] + _VOWELS.sub("", sounds[1:])
