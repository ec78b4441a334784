"""What a number is of: per cent, percentage points, or money of a currency."""

import re

from knowledge import fold

POINTS = (
    r"(?:per(?:centage|\s?cent)[\s-]+points?|%[\s-]*points?|pp"
    r"|điểm\s+(?:phần\s+trăm|%)|diem\s+(?:phan\s+tram|%))"
)
PERCENT = r"(?:[%％‰]|per\s?cent\b|ph[ầa]n\s+tr[ăa]m\b)"
# "Đồng" also begins "comrade", "at the same time", "Đồng Nai" and others.
DONG = (
    r"(?:Vietnam(?:ese)?\s+)?(?:đồng|dong)\b"
    r"(?!\s+(?:chí|bào|thời|thoi|bộ|bo|minh|nghiệp|đều|loạt|ý|nai|tháp|hới)\b)"
)
CODES = "USD|VND|VNĐ|EUR|GBP|JPY|CNY|RMB|KRW|SGD|AUD|CAD|HKD|TWD|CHF|THB|INR|MYR|IDR|LAK|KHR"
NAMES = {
    "USD": r"(?:US\s+)?dollars?\b|đô\s*la(?:\s+Mỹ)?\b",
    "VND": rf"₫|đ\b|{DONG}",
    "EUR": r"€|euros?\b",
    "GBP": r"£|pounds?\b",
    "JPY": r"¥|yens?\b",
    "CNY": r"yuans?\b|renminbi\b|nhân\s+dân\s+tệ\b",
    "THB": r"bahts?\b",
    "INR": r"rupees?\b",
}
# "S$" and "A$" are others than "US$"; a sign before a number does not belong to the one before it.
DOLLAR = r"[A-Z]{0,2}\$"
AFTER = rf"(?:(?:{CODES})\b|{DOLLAR}(?!\s?\d)|{'|'.join(NAMES.values())})"
BEFORE = rf"(?:{DOLLAR}|[€₫£¥]|{CODES})"
KNOWN = {code: re.compile(names, re.IGNORECASE) for code, names in NAMES.items()}


def currency_of(written: str) -> str:
    """Return the code of a currency that ``AFTER`` or ``BEFORE`` found.

    >>> [currency_of(each) for each in ("US$", "đồng", "vnđ", "€", "yen", "S$", "gbp")]
    ['USD', 'VND', 'VND', 'EUR', 'JPY', 'S$', 'GBP']
    """
    for code, names in KNOWN.items():
        if names.fullmatch(written):
            return code
    code = fold(written).upper()
    return {"$": "USD", "US$": "USD", "RMB": "CNY"}.get(code, code)
