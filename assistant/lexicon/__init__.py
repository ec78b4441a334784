"""The Vietnamese-English term list and its lookup; the terms are in ``vi-en.tsv``."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge import fold, normalise, stems, tokens

PLACE_SECTIONS = ("Provinces", "Countries")
BODY_SECTIONS = ("State bodies",)
GRAMMAR_SECTIONS = ("Question words", "Function words")
FUNCTION = "-"
# After these onsets a final i and y sound the same.
BEFORE_Y = frozenset({"h", "k", "l", "m", "qu", "s", "t"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vietnamese terms, as tuples of syllables, with their English renderings.

    ``accented`` has the terms as written, ``folded`` without diacritics and with the senses that
    then look alike merged; a lone syllable that may be a question or function word is one ("may"
    is how many, and not a machine), as these are by far the most common. A term without renderings
    is a function word. ``places`` leads from each name of a province, city or country, folded, to
    all of its names in both languages, ``bodies`` from each name of several words of an institution
    to all of its names. ``vietnamese`` leads from the stems of a rendering to the folded terms that
    have it, question phrases aside; ``abbreviations`` from the stems of an abbreviation to those
    of the names it is short for, and from those to it.
    """

    accented: Mapping[tuple[str, ...], tuple[str, ...]]
    folded: Mapping[tuple[str, ...], tuple[str, ...]]
    places: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    bodies: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    longest: int
    vietnamese: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    abbreviations: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]

    def senses(self, words: tuple[str, ...], *, plain: bool) -> tuple[str, ...] | None:
        """Return the English renderings of a term, ``None`` when it is not in the lexicon.

        Where the text around is ``plain`` any diacritics may be left out. Else a single syllable
        without them has none: it would have too many meanings. A syllable may be written with i
        or y at its end, as both are taught.
        """
        for spelled in dict.fromkeys((words, tuple(map(with_y, words)))):
            found = None if plain else self.accented.get(spelled)
            if found is None and (plain or len(words) > 1):
                found = self.folded.get(tuple(fold_all(spelled)))
            if found is not None:
                return found
        return None


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    accented: dict[tuple[str, ...], tuple[str, ...]] = {}
    merged: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    grammar: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    places: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    bodies: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    section = ""
    for line in (files(__name__) / "vi-en.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
            continue
        vietnamese, _, english = line.partition("\t")
        senses = tuple(each.strip() for each in english.split("|") if each.strip() != FUNCTION)
        accented.setdefault(syllables(vietnamese), senses)
        key = tuple(fold_all(syllables(vietnamese)))
        merged[key].update(dict.fromkeys(senses))
        if not senses or section.startswith(GRAMMAR_SECTIONS):
            grammar[key].update(dict.fromkeys(senses))
        names = (key, *(tuple(tokens(sense)) for sense in senses))
        if section.startswith(PLACE_SECTIONS):
            known = [name for each in names for name in places.get(each, ())]
            together = tuple(dict.fromkeys([*known, *names]))
            places.update(dict.fromkeys(together, together))
        elif section.startswith(BODY_SECTIONS):
            bodies.update((name, names) for name in names if len(name) > 1)
    lone = {key: senses for key, senses in grammar.items() if len(key) == 1}
    folded = {key: tuple(senses) for key, senses in (merged | lone).items()}
    topics = {key: senses for key, senses in folded.items() if key not in grammar}
    return Lexicon(
        accented,
        folded,
        places,
        bodies,
        longest=max(map(len, folded)),
        vietnamese=reversed_terms(topics),
        abbreviations=abbreviated(accented),
    )


def abbreviated(
    terms: Mapping[tuple[str, ...], tuple[str, ...]],
) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return what terms are short for, and what is short for that, by their stems.

    A term of one syllable is an abbreviation when it is its own rendering beside a longer one.
    """
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = defaultdict(dict)
    for term, senses in terms.items():
        if len(term) > 1 or term[0] not in senses:
            continue
        for name in (tuple(stems(tokens(sense))) for sense in senses):
            if len(name) > 1:
                found[term][name] = None
                found[name][term] = None
    return {key: tuple(names) for key, names in found.items()}


def reversed_terms(
    folded: Mapping[tuple[str, ...], tuple[str, ...]],
) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the terms of two syllables and more by the stems of their renderings."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = defaultdict(dict)
    for vietnamese, senses in folded.items():
        for sense in senses:
            if len(vietnamese) > 1:
                found[tuple(stems(tokens(sense)))][vietnamese] = None
    return {key: tuple(terms) for key, terms in found.items() if key}


def syllables(text: str) -> tuple[str, ...]:
    """Return the words of a Vietnamese text in lower case, diacritics kept.

    >>> syllables("Bộ TT&TT: 24/7")
    ('bộ', 'tt', 'tt', '24', '7')
    """
    text = normalise(text).lower()
    cleaned = "".join(
        char if char.isalnum() or between_digits(text, place) else " "
        for place, char in enumerate(text)
    )
    return tuple(cleaned.split())


def between_digits(text: str, place: int) -> bool:
    """Whether a point or comma stands inside a number."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in ".," and len(around) == 2 and around.isdigit()


@lru_cache(maxsize=20_000)
def with_y(word: str) -> str:
    """Return a syllable that is written with i or y after some onsets with y.

    >>> [with_y(word) for word in ("kĩ", "tỉ", "quí", "li", "thi", "mai")]
    ['kỹ', 'tỷ', 'quý', 'ly', 'thi', 'mai']
    """
    onset, vowel = word[:-1], unicodedata.normalize("NFD", word[-1:])
    if onset not in BEFORE_Y or not vowel.startswith("i"):
        return word
    return onset + unicodedata.normalize("NFC", f"y{vowel[1:]}")


def fold_all(words: tuple[str, ...]) -> list[str]:
    """Return the words without diacritics."""
    return [fold_word(word) for word in words]


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Return a word without diacritics; the same ones are asked for again and again."""
    return fold(word)
