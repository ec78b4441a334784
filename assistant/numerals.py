"""Numbers as English and Vietnamese write them: with marks, scale words, or in words.

"1.234" may be a thousand or a little more than one. The mark that the language of a text has
for thousands settles it; where that does not, both readings are kept, in an order that tells the
mark, so that whoever compares can ask for the same mark as well.
"""

import re
from decimal import Decimal

from knowledge import NUMBER_WORDS, fold

BLANK = "[ \u00a0\u2009\u202f]"
# "40 000 000" and "40 000" are one number; "5 100" are two.
DIGITS = (
    rf"(?:\d{{1,3}}(?:(?:{BLANK}\d{{3}}){{2,}}|{BLANK}000)(?![.,]?\d)"
    r"|\d++(?:[.,]\d++)*+)"
)
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
# Longer ones would be rounded: they are codes.
MOST_DIGITS = 24
BOTH_MARKS = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+)")

# The word "tỷ" also begins the words for rate, share, exchange rate and margin.
SCALE = (
    r"(?:[\s-]*+(?:hundreds?|thousands?|millions?|billions?|trillions?|bn"
    r"|ngh[ìi]n|ng[àa]n|tri[ệe]u|trăm|t[ỷyỉi](?!\s+(?:l[ệe]|trọng|giá|suất|số)\b))\b|m\b)"
)
# Scale words that are numbers by themselves: "a million", "hàng triệu".
BARE_SCALE = r"(?:hundreds?|thousands?|millions?|billions?|trillions?|(?-i:nghìn|ngàn|triệu))\b"
SCALES = {
    **{"hundred": 2, "tram": 2, "thousand": 3, "nghin": 3, "ngan": 3},
    **{"million": 6, "trieu": 6, "m": 6, "billion": 9, "bn": 9, "ty": 9, "ti": 9, "trillion": 12},
}
VIETNAMESE_UNIT = re.compile(
    r"\b(?:ngh[ìi]n|ng[àa]n|tri[ệe]u|t[ỷyỉi]|trăm|đồng|đ|đô la)\b", re.IGNORECASE
)

TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
ENGLISH = {
    **{word: int(number) for word, number in NUMBER_WORDS.items()},
    **{word: number for number, word in enumerate(TEENS, 13)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
}
VIETNAMESE = {
    **{word: number for number, word in enumerate("một hai ba bốn".split(), 1)},
    **{word: number for number, word in enumerate("năm sáu bảy tám chín mười".split(), 5)},
    **{"mốt": 1, "tư": 4, "lăm": 5, "bẩy": 7},
}
UNIT = "một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|bẩy|tám|chín"
# A capital behind "Hai" or "Ba" makes it a name. "Năm" is a year far more often than five: it is
# five only behind a word that counts.
WORDED = (
    rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?\b"
    rf"|(?:{'|'.join([*TEENS, *NUMBER_WORDS])})\b"
    rf"|(?:(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+mươi|mười)(?:\s+(?:{UNIT}))?\b"
    r"|(?:(?<=\bcó )|(?<=\bgồm )|(?<=\bthành )|(?<=\bhơn )|(?<=\bkhoảng )|(?<=\bđủ )|(?<=\bthêm ))"
    r"năm\b(?=\s+[^\W\d_])(?!\s+(?:nay|qua|sau|trước|tới|này|đó|ngoái|thứ|học|đầu|cuối)\b)"
    r"|(?:một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín)\b(?!\s+(?-i:[A-ZĐ])))"
)
# A text without any of these has no number in words.
NUMBER_VOCABULARY = frozenset(
    [*ENGLISH, *VIETNAMESE, *SCALES, *(f"{word}s" for word in SCALES), "nghìn", "ngàn", "triệu"]
)


def readings(written: str, *, vietnamese: bool) -> tuple[Decimal, ...]:
    """Return what digits with marks may mean: one value, two where unclear, none for no number.

    In Vietnamese a single point before three digits marks thousands, in English a single comma.
    The reading by which the other mark is meant is never ruled out.

    >>> readings("40.000.000", vietnamese=False), readings("0.597", vietnamese=True)
    ((Decimal('40000000'),), (Decimal('0.597'),))
    >>> readings("1.234", vietnamese=True), readings("1.234", vietnamese=False)
    ((Decimal('1234'),), (Decimal('1.234'), Decimal('1234')))
    >>> readings("1.2.3", vietnamese=False)
    ()
    """
    written = re.sub(BLANK, "", written)
    marks = re.findall("[.,]", written)
    whole = re.sub("[.,]", "", written)
    if len(whole) > MOST_DIGITS:
        return ()
    if not marks:
        return (Decimal(written),)
    if BOTH_MARKS.fullmatch(written):
        return (Decimal(whole).scaleb(-len(written) + written.rindex(marks[-1]) + 1),)
    grouped = GROUPED.fullmatch(written)
    if len(marks) > 1:
        return (Decimal(whole),) if grouped else ()
    decimal = Decimal(written.replace(",", "."))
    if not grouped:
        return (decimal,)
    if marks == ["."]:
        return (Decimal(whole),) if vietnamese else (decimal, Decimal(whole))
    return (Decimal(whole), decimal) if vietnamese else (Decimal(whole),)


def worded(words: str) -> Decimal:
    """Return the value of number words.

    >>> [int(worded(words)) for words in ("Twelve", "twenty-five", "mười hai", "ba mươi lăm")]
    [12, 25, 12, 35]
    """
    total = 0
    for word in words.lower().replace("-", " ").split():
        if word == "mươi":
            total *= 10
        else:
            total += ENGLISH.get(word) or VIETNAMESE.get(word, 0)
    return Decimal(total)


def scale_of(words: str) -> Decimal:
    """Return the factor of scale words, which multiply; 1 of none.

    >>> f"{scale_of('nghìn tỷ'):,}", f"{scale_of(' hundred million'):,}"
    ('1,000,000,000,000', '100,000,000')
    """
    found = re.findall(r"[a-z]+", fold(words))
    return Decimal(10) ** sum(SCALES[w] if w in SCALES else SCALES[w.rstrip("s")] for w in found)
