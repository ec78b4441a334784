"""The numbers by which texts name laws and decisions: the 749 of "Decision 749/QĐ-TTg"."""

import re

from knowledge import fold

KIND = (
    r"decisions?|decrees?|resolutions?|directives?|circulars?|laws?|notices?|conclusions?"
    r"|quyet dinh|nghi dinh|nghi quyet|chi thi|thong tu|luat|thong bao|ket luan|cong dien|qd|nd|nq"
)
# "Decision No. 749", "Nghị quyết số 57"; a year after "Law" is its year, not its number.
CALLED = re.compile(rf"\b(?:{KIND})\s+(?:no\.?\s*|so\s+)?(?!(?:19|20)\d\d\b)0*(\d{{1,5}})\b")
# "749/QĐ-TTg", "20/2023/QH15", "57-NQ/TW".
SIGNED = re.compile(r"(?<![\d/])0*(\d{1,5})(?:/(?:19|20)\d\d)?(?:/[a-z]{2,}|-[a-z]{2,}/[a-z]{2,})")


def designations(text: str) -> frozenset[str]:
    """Return the numbers of the laws and decisions that a text names.

    >>> sorted(designations("Decision 749/QĐ-TTg, Nghị quyết số 57-NQ/TW and Law 20/2023/QH15"))
    ['20', '57', '749']
    >>> sorted(designations("the Law 2023, 12/2019 and 5 decisions"))
    []
    """
    folded = fold(text)
    return frozenset(match[1] for pattern in (CALLED, SIGNED) for match in pattern.finditer(folded))
