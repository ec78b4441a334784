"""Kinds of official documents: a small closed list, and its names in Vietnamese and English.

The Vietnamese names are those of Decree 30/2020/NĐ-CP on records and of the Law on the
Promulgation of Legal Documents.
"""

import re

from knowledge.text import fold

KINDS: dict[str, tuple[str, ...]] = {
    "law": ("luật", "bộ luật", "law", "code"),
    "ordinance": ("pháp lệnh", "ordinance"),
    "decree": ("nghị định", "decree"),
    "decision": ("quyết định", "decision"),
    "resolution": ("nghị quyết", "resolution"),
    "circular": ("thông tư", "thông tư liên tịch", "circular", "joint circular"),
    "directive": ("chỉ thị", "directive"),
    "dispatch": ("công điện", "dispatch", "official dispatch", "official telegram"),
    "conclusion": ("kết luận", "conclusion"),
    "notice": ("thông báo", "notice"),
    "strategy": ("chiến lược", "strategy"),
    "programme": ("chương trình", "programme", "program"),
    "plan": ("kế hoạch", "plan"),
    "conference report": ("báo cáo hội nghị", "conference report"),
    "report": ("báo cáo", "report"),
}
KIND_OF = {fold(name): kind for kind, names in KINDS.items() for name in names}
# Those that hold from a day on.
IN_FORCE = frozenset(
    ("law", "ordinance", "decree", "decision", "resolution", "circular", "directive")
)
NAMES = "|".join(sorted((re.escape(n) for names in KINDS.values() for n in names), key=len)[::-1])


def kind_of(text: str) -> str | None:
    """Return the kind that a text is a name of, with or without diacritics, or ``None``.

    >>> kind_of("QUYẾT ĐỊNH"), kind_of("Conference report"), kind_of("a decision on boats")
    ('decision', 'conference report', None)
    """
    return KIND_OF.get(" ".join(fold(text).split()))
