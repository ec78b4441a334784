"""Vietnamese typed in fonts that put its letters on the codes of others, before Unicode.

TCVN3, also called ABC (.VnTime, .VnArial; fonts whose name ends in H show capitals only), has one
code a letter and none for capitals with a tone. VNI (VNI-Times, VNI-Helve) writes a vowel and
then a code for its marks. Both are read from the characters that Windows-1252 has at these
codes. Fonts of other such encodings are known by name only.
"""

import re

from knowledge.readers.syllables import count_syllables

SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
TCVN3_FONT = re.compile(r"\.Vn|Vn[A-Z0-9]")
CAPITALS = re.compile(r"H(?:$|[\s,-])")
VNI_FONT = re.compile(r"VNI(?:$|[\s_-])")
# VPS, VISCII, those of the university of technology in Ho Chi Minh City, and Vietware.
OTHER_FONT = re.compile(r"VPS|VISCII|VI[ -](?:Times|Arial)|BK ?HCM|Vietware|S?VN[a-z]")

CLEAR_WORDS = 8
CLEAR_SHARE = 0.85
UNCLEAR_SHARE = 0.5

TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
UNKNOWN = "\ufffd"
TCVN3_STRICT = dict.fromkeys(range(0xA1, 0x100), UNKNOWN) | TCVN3
SHOUTED = re.compile(r"[^\W\d_]{2,}")

# What a code after a vowel makes of it, for the vowels in their order here.
VNI_VOWELS = "aeouyöô"
VNI_MARKED = {
    "ù": "áéóúýứớ",
    "ø": "àèòùỳừờ",
    "û": "ảẻỏủỷửở",
    "õ": "ãẽõũỹữỡ",
    "ï": "ạẹọụỵựợ",
    "â": "âêô",
    "á": "ấếố",
    "à": "ầềồ",
    "å": "ẩểổ",
    "ã": "ẫễỗ",
    "ä": "ậệộ",
    "ê": "ă",
    "é": "ắ",
    "è": "ằ",
    "ú": "ẳ",
    "ü": "ẵ",
    "ë": "ặ",
}
VNI_PAIRS = {
    vowel + mark: letter
    for mark, letters in VNI_MARKED.items()
    for vowel, letter in zip(VNI_VOWELS, letters, strict=False)
}
VNI_SINGLE = dict(zip("ñöôíìæóòî", "đươíìỉĩịỵ", strict=True))
VNI_CODE = re.compile(f"[{VNI_VOWELS}][{''.join(VNI_MARKED)}]|[\u00a1-\u00ff]", re.IGNORECASE)


def from_tcvn3(text: str, *, strict: bool = False) -> str:
    """Return text in TCVN3, as its codes look in Windows-1252, in Unicode.

    Codes that TCVN3 does not have stay as they are, or become U+FFFD with ``strict``.

    >>> from_tcvn3("Céng hßa X· héi chñ nghÜa")
    'Cộng hòa Xã hội chủ nghĩa'
    """
    return SHOUTED.sub(shout, text.translate(TCVN3_STRICT if strict else TCVN3))


def shout(match: re.Match[str]) -> str:
    """Return a word in capitals when all its ASCII letters are: capitals with a tone have no code.

    One capital is not enough to tell: MỸ and Mỹ have the same codes.
    """
    word = match.group()
    letters = [char for char in word if char.isascii()]
    return word.upper() if len(letters) > 1 and "".join(letters).isupper() else word


def from_vni(text: str, *, strict: bool = False) -> str:
    """Return text in VNI, as its codes look in Windows-1252, in Unicode.

    Codes that VNI does not have stay as they are, or become U+FFFD with ``strict``.

    >>> from_vni("Coäng hoøa Xaõ hoäi chuû nghóa, ÑOÄC LAÄP")
    'Cộng hòa Xã hội chủ nghĩa, ĐỘC LẬP'
    """
    return VNI_CODE.sub(lambda match: vni_letter(match.group(), strict=strict), text)


def vni_letter(code: str, *, strict: bool) -> str:
    """Return the letter of a VNI code, a capital when its vowel is one."""
    low = code.lower()
    if letter := VNI_PAIRS.get(low) or VNI_SINGLE.get(low):
        return letter.upper() if code[0].isupper() else letter
    if len(code) == 1:
        return UNKNOWN if strict else code
    # A vowel with a mark that it never bears is two codes.
    return "".join(char if char.isascii() else vni_letter(char, strict=strict) for char in code)


def convert_run(text: str, font_name: str) -> str | None:
    """Return the text of a run in Unicode, or ``None`` when its font is not in TCVN3 or VNI.

    ``font_name`` is as files give it: ``.VnTimeH``, ``VNI-Times,Bold``, ``ABCDEF+.VnArial``. The
    text must not be normalised yet: a code of TCVN3 is the soft hyphen. Text that reads better
    as it is stays, because some programs keep the name of a font and write Unicode.
    """
    name = bare_name(font_name)
    if VNI_FONT.match(name):
        found = from_vni(text)
    elif TCVN3_FONT.match(name):
        found = from_tcvn3(text)
        found = found.upper() if CAPITALS.search(name) else found
    else:
        return None
    return text if fitting_share(text) > fitting_share(found) else found


def is_unconvertible(font_name: str) -> bool:
    """Whether a font is of a Vietnamese encoding that is known by name only."""
    return bool(OTHER_FONT.match(bare_name(font_name)))


def bare_name(font_name: str) -> str:
    """Return the name of a font without the slash and the tag of a subset."""
    return SUBSET.sub("", font_name)


def fitting_share(text: str) -> float:
    """Return the share of words beyond ASCII that can be Vietnamese; 0 when there are none."""
    count = count_syllables(text)
    return count.fitting / count.marked if count.marked else 0.0


def repair(text: str) -> tuple[str, str] | None:
    """Return text that is in TCVN3 or VNI without saying so, in Unicode, and which of them it was.

    ``None`` when it is not clear: at least ``CLEAR_WORDS`` words beyond ASCII, of which
    ``CLEAR_SHARE`` are Vietnamese in one of them, ``UNCLEAR_SHARE`` at most as it is and in the
    other. In text of other languages and in Vietnamese that is right, it never is.
    """
    if count_syllables(text).marked < CLEAR_WORDS:
        return None
    shares = {
        "TCVN3": fitting_share(from_tcvn3(text, strict=True)),
        "VNI": fitting_share(from_vni(text, strict=True)),
    }
    best = max(shares, key=lambda label: shares[label])
    rest = [share for label, share in shares.items() if label != best]
    if shares[best] < CLEAR_SHARE or max(*rest, fitting_share(text)) > UNCLEAR_SHARE:
        return None
    return (from_vni(text) if best == "VNI" else from_tcvn3(text)), best


def converted_from(label: str) -> str:
    """Return the warning about text that was taken to be in TCVN3 or VNI."""
    return f"The text was in {label}, a Vietnamese encoding older than Unicode, and was converted."
