"""What the head of a text says of the document, and what it does not say."""

import time
from datetime import date

import pytest

from knowledge.headlines import facts_of_text

LETTERHEAD = """\
BỘ ĐƯỜNG SÔNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2024/TT-BĐS
Bến Mẫu, ngày 07 tháng 3 năm 2024

THÔNG TƯ
Quy định về sơn thuyền mẫu
trên sông

Căn cứ Nghị định số 99/2020/NĐ-CP ngày 01 tháng 02 năm 2020 của Chính phủ;
Bộ trưởng ban hành Thông tư quy định về sơn thuyền mẫu.
"""
LETTERHEAD_FACTS = {
    "number": "12/2024/TT-BĐS",
    "issuer": "BỘ ĐƯỜNG SÔNG",
    "kind": "circular",
    "title": "Quy định về sơn thuyền mẫu trên sông",
    "published": date(2024, 3, 7),
}
SIDE_BY_SIDE = """\
ỦY BAN NHÂN DÂN          CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẾN MẪU             Độc lập – Tự do – Hạnh phúc
Số: 5/KH-UBND            Bến Mẫu, ngày 7 tháng 3 năm 2024
"""
ENGLISH = """\
THE PRIME MINISTER

SOCIALIST REPUBLIC OF VIETNAM
Independence - Freedom - Happiness

No. 7/QD-TTg
Ben Mau, March 7, 2024

DECISION

Approving the sample programme of boats

THE PRIME MINISTER

Pursuant to the Law on Boats of June 1, 2020;
"""


def test_a_vietnamese_letterhead_is_read():
    assert facts_of_text(LETTERHEAD) == LETTERHEAD_FACTS


def test_an_english_letterhead_is_read():
    assert facts_of_text(ENGLISH) == {
        "number": "7/QD-TTg",
        "issuer": "THE PRIME MINISTER",
        "kind": "decision",
        "title": "Approving the sample programme of boats",
        "published": date(2024, 3, 7),
    }


@pytest.mark.parametrize("between", ["          ", " | ", "\t"], ids=["blanks", "cells", "tab"])
def test_a_letterhead_of_two_columns_side_by_side_is_read(between):
    text = SIDE_BY_SIDE.replace("          ", between)

    assert facts_of_text(f"{text}\nKẾ HOẠCH\nSơn thuyền mẫu") == {
        "number": "5/KH-UBND",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH BẾN MẪU",
        "kind": "plan",
        "title": "Sơn thuyền mẫu",
        "published": date(2024, 3, 7),
    }


def test_a_letterhead_whose_right_column_comes_first_is_read():
    left, right = LETTERHEAD.split("CỘNG HÒA")[0], "CỘNG HÒA" + LETTERHEAD.split("CỘNG HÒA")[1]
    motto, rest = right.split("Số: ")

    assert facts_of_text(motto + left + "Số: " + rest) == LETTERHEAD_FACTS


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 749/QĐ-TTg", "749/QĐ-TTg"),
        ("Số 13/2023/NĐ-CP", "13/2023/NĐ-CP"),
        ("Luật số: 20/2023/QH15", "20/2023/QH15"),
        ("Số: 57-NQ/TW", "57-NQ/TW"),
        ("Số: 05/2022/TTLT-BTP-BTC", "05/2022/TTLT-BTP-BTC"),
        ("Số hiệu: 1/CĐ-TTg", "1/CĐ-TTg"),
        ("Number: 749/QĐ-TTg", "749/QĐ-TTg"),
        ("No. 749/QD-TTg", "749/QD-TTg"),
        ("No.: 749/QD-TTg", "749/QD-TTg"),
        ("Decision No. 749/QD-TTg", "749/QD-TTg"),
        ("Nghị định 13/2023/NĐ-CP", "13/2023/NĐ-CP"),
    ],
)
def test_a_number_on_a_line_of_its_own_is_that_of_the_document(line, number):
    assert facts_of_text(f"{line}\n\nBoats float.") == {"number": number}


@pytest.mark.parametrize(
    "line",
    [
        "Number: 12",
        "Number: of boats",
        "Số: 749",
        "749/QĐ-TTg",
        "Decision No. 749/QD-TTg approves the sample programme",
        "Căn cứ Nghị định số 13/2023/NĐ-CP",
        "It was replaced by Decision No. 749/QD-TTg",
        "Boats | Number: 749/QĐ-TTg",
        "No. 03/06/2020",
        "Number: 100 km/h",
    ],
)
def test_what_is_not_said_to_be_the_number_is_not(line):
    assert "number" not in facts_of_text(f"{line}\n\nBoats float.")


def test_a_kind_with_a_number_counts_at_the_top_only():
    lines = ["Sample harbour news", "Boats", "Rivers", "Decision No. 749/QD-TTg"]

    assert facts_of_text("\n".join(lines)) == {}
    assert facts_of_text("\n".join(reversed(lines))) == {"number": "749/QD-TTg"}


def test_a_number_with_its_day_says_when_the_document_came_out():
    facts = facts_of_text("Quyết định số 7/QĐ-TTg ngày 07 tháng 3 năm 2024\n\nThuyền mẫu.")

    assert facts == {"number": "7/QĐ-TTg", "published": date(2024, 3, 7)}


def test_lines_with_labels_are_read():
    text = """\
    The sample programme of boats
    Number: 749/QĐ-TTg
    Issued by: The Ministry of Rivers
    Publisher: Sample Press
    Published: 2025-12-24
    Effective: 1 January 2026
    Kind: Programme
    Source: https://example.org/boats

    Boats float.
    """

    assert facts_of_text(text) == {
        "number": "749/QĐ-TTg",
        "issuer": "The Ministry of Rivers",
        "publisher": "Sample Press",
        "published": date(2025, 12, 24),
        "effective": date(2026, 1, 1),
        "kind": "programme",
        "url": "https://example.org/boats",
    }


def test_lines_with_vietnamese_labels_are_read():
    text = """\
    Số hiệu: 749/QĐ-TTg
    Cơ quan ban hành: Bộ Đường sông
    Ngày ban hành: 03/06/2020
    Ngày có hiệu lực: ngày 4 tháng 6 năm 2020
    Loại văn bản: Quyết định
    Nguồn: https://example.org/thuyen
    """

    assert facts_of_text(text) == {
        "number": "749/QĐ-TTg",
        "issuer": "Bộ Đường sông",
        "published": date(2020, 6, 3),
        "effective": date(2020, 6, 4),
        "kind": "decision",
        "url": "https://example.org/thuyen",
    }


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-06-03", date(2020, 6, 3)),
        ("June 3, 2020", date(2020, 6, 3)),
        ("3 June 2020.", date(2020, 6, 3)),
        ("3rd of June, 2020", date(2020, 6, 3)),
        ("Jun. 3 2020", date(2020, 6, 3)),
        ("ngày 03 tháng 6 năm 2020", date(2020, 6, 3)),
        ("23/06/2020", date(2020, 6, 23)),
        ("05/05/2020", date(2020, 5, 5)),
        ("03/06/2020", None),
        ("2020-02-30", None),
        ("31 June 2020", None),
        ("June 2020", None),
        ("2020", None),
        ("high", None),
        ("3 June 2020 to 4 June 2020", None),
    ],
)
def test_a_day_is_taken_when_it_is_clear_which_one_it_is(written, day):
    assert facts_of_text(f"Published: {written}").get("published") == day


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Kind: sailing boat", "kind"),
        ("Issued by:", "issuer"),
        (f"Issued by: {'the sample press ' * 20}", "issuer"),
        ("Law on boats | Effective: 2024-07-01", "effective"),
        ("- Effective: 2024-07-01", "effective"),
        ("Source: https://example.org/a-very-long-\naddress.html", "url"),
        ("Source: the sample press", "url"),
    ],
)
def test_a_line_that_says_nothing_clear_of_the_document_is_left(line, key):
    assert key not in facts_of_text(f"{line}\n\nBoats float.")


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("Number: 1/QĐ-TTg", "Number: 2/QĐ-TTg"), "number"),
        (("Published: 2024-01-01", "Published: 2024-01-02"), "published"),
        (("Issued by: The Press", "Issued by: The Harbour"), "issuer"),
        (("Kind: law", "Kind: plan"), "kind"),
        (("Ben Mau, 1 May 2024", "Published: 2024-06-01"), "published"),
    ],
)
def test_what_is_said_in_two_ways_is_unknown(lines, key):
    assert key in facts_of_text(lines[0])
    assert key in facts_of_text(lines[1])
    assert key not in facts_of_text("\n".join(lines))


def test_the_same_number_with_and_without_diacritics_is_one():
    assert facts_of_text("No. 7/QD-TTg\nNumber: 7/QĐ-TTg")["number"] == "7/QĐ-TTg"


@pytest.mark.parametrize(
    "line",
    [
        "The meeting was held in Ben Mau, March 7, 2024",
        "Hội nghị diễn ra tại Bến Mẫu, ngày 7 tháng 3 năm 2024",
        "Ben Mau, March 7, 2024 - Boats were painted red",
        "Thứ Năm, ngày 7 tháng 3 năm 2024",
        "Thursday, March 7, 2024",
        "On March 7, 2024",
        "March 7, 2024",
        "Ben Mau | Rivers | Ben Mau, March 7, 2024",
        "Ben Mau, 07/03/2024",
    ],
)
def test_a_day_that_is_only_mentioned_is_not_that_of_publication(line):
    assert "published" not in facts_of_text(f"{line}\n\nBoats float.")


def test_facts_behind_the_first_sentence_of_prose_are_of_something_else():
    prose = "The sample harbour published its list of painted boats this year."
    line = "Number: 749/QĐ-TTg"

    assert facts_of_text(f"{line}\n{prose}") == {"number": "749/QĐ-TTg"}
    assert facts_of_text(f"{prose}\n{line}") == {}


@pytest.mark.parametrize("body", ["Căn cứ Luật Thuyền;", "Pursuant to the Law", "Điều 1. Thuyền"])
def test_facts_behind_the_begin_of_the_body_are_of_something_else(body):
    assert facts_of_text(f"Thuyền\n{body}\nSố: 749/QĐ-TTg") == {}


def test_facts_far_below_the_head_are_of_something_else():
    lines = "Boats\n\n" * 39

    assert facts_of_text(f"{lines}Number: 1/QĐ-TTg") == {"number": "1/QĐ-TTg"}
    assert facts_of_text(f"{lines}Boats\nNumber: 1/QĐ-TTg") == {}


@pytest.mark.parametrize("line", ["PLAN", "BÁO CÁO", "BỘ ĐƯỜNG SÔNG", "LUẬT THUYỀN"])
def test_capitals_without_a_letterhead_say_nothing(line):
    assert facts_of_text(f"{line}\nBoats of the river\n\nBoats float.") == {}


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        ("LUẬT", "law", "LUẬT THUYỀN MẪU"),
        ("NGHỊ QUYẾT", "resolution", "NGHỊ QUYẾT THUYỀN MẪU"),
        ("LAW", "law", "LAW THUYỀN MẪU"),
        ("BÁO CÁO SƠ KẾT", "report", "BÁO CÁO SƠ KẾT THUYỀN MẪU"),
    ],
)
def test_a_title_in_capitals_goes_on_from_the_kind(line, kind, title):
    facts = facts_of_text(f"{SIDE_BY_SIDE}\n{line}\nTHUYỀN MẪU\n\nCăn cứ Hiến pháp;")

    assert (facts["kind"], facts["title"]) == (kind, title)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (
            "Về “Chương trình thuyền\n\nđến năm 2030”\n\nThuyền nổi",
            "Về “Chương trình thuyền đến năm 2030”",
        ),
        ("Về thuyền\n_____\nThuyền nổi", "Về thuyền"),
        ("Về thuyền\n(Kèm theo Công văn)", "Về thuyền"),
        ("Về thuyền\nTHỦ TƯỚNG CHÍNH PHỦ", "Về thuyền"),
        ("Về thuyền\nKính gửi: Các bộ", "Về thuyền"),
        ("1. Thuyền nổi", None),
        ("Thuyền nổi.", None),
        ("Về thuyền\n" * 7, None),
        ("", None),
    ],
    ids=lambda value: None,
)
def test_a_title_ends_where_something_else_begins(below, title):
    assert facts_of_text(f"{SIDE_BY_SIDE}\nCHỈ THỊ\n{below}").get("title") == title


def test_two_kinds_in_one_head_are_unknown():
    assert "kind" not in facts_of_text(f"{SIDE_BY_SIDE}\nCHỈ THỊ\nVề thuyền\n\nKẾ HOẠCH\n")


def test_two_offices_in_one_head_are_unknown():
    assert "issuer" not in facts_of_text(f"BỘ THUYỀN\nCỤC SƠN\n{SIDE_BY_SIDE}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024.",
        "Nghị định này có hiệu lực kể từ ngày 1/7/2024.",
        "Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2024 và thay thế bản cũ.",
        "This Law takes effect on 1 July 2024.",
        "This Decree shall take effect from July 1, 2024.",
        "This Decision comes into force as of 1 July 2024.",
        "This Circular is effective from 1st July, 2024.",
        "Điều 9. Hiệu lực\n1. Thông tư này có hiệu lực\nthi hành kể từ ngày 01 tháng 7\nnăm 2024.",
    ],
)
def test_the_day_of_effect_is_what_a_sentence_says_of_this_document(sentence):
    text = "Boats float.\n" * 100 + sentence

    assert facts_of_text(text) == {"effective": date(2024, 7, 1)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Luật Thuyền có hiệu lực từ ngày 01 tháng 7 năm 2024.",
        "The Law on Boats takes effect on 1 July 2024.",
        "The new rule takes effect from 1 July 2024.",
        "This Law does not take effect on 1 July 2024.",
        "This Law ceases to be effective from 1 July 2024.",
        "Nghị định này hết hiệu lực từ ngày 01 tháng 7 năm 2024.",
        "This Law was passed on 1 July 2024.",
        "This Law takes effect in July 2024.",
        "This Law takes effect from 01/07/2024.",
        "This Law takes effect 45 days after 1 July 2024.",
        "This Law is new. The Law on Rain takes effect from 1 July 2024.",
        "This Law takes effect from the date of signing.",
    ],
)
def test_a_day_of_effect_that_is_not_clearly_that_of_this_document_is_unknown(sentence):
    assert facts_of_text(f"Boats float.\n\n{sentence}") == {}


def test_of_two_days_of_effect_none_is_taken():
    first = "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2024"
    second = "Khoản 3 Điều này có hiệu lực từ ngày 01 tháng 01 năm 2025"

    assert facts_of_text(f"{first}.") == {"effective": date(2024, 7, 1)}
    assert facts_of_text(f"{first}, trừ khoản 3.\n{second}.") == {}
    assert facts_of_text(f"{first}.\n{first}.") == {"effective": date(2024, 7, 1)}


@pytest.mark.parametrize(
    ("kind", "effective"), [("law", date(2024, 7, 1)), ("report", None), ("boat", None)]
)
def test_the_law_is_this_law_in_a_document_that_is_one(kind, effective):
    text = f"Boats\nKind: {kind}\n\nIt has two parts. The law takes effect on 1 July 2024."

    assert facts_of_text(text).get("effective") == effective


@pytest.mark.parametrize(
    "sentence",
    [
        "Thông tư này có hiệu lực thi hành kể từ ngày ký ban hành.",
        "This Circular takes effect from the date of its signing.",
    ],
)
def test_the_day_of_signing_is_that_of_the_letterhead(sentence):
    assert facts_of_text(f"{LETTERHEAD}\n{sentence}")["effective"] == date(2024, 3, 7)


def test_a_label_and_a_sentence_that_differ_leave_the_day_unknown():
    sentence = "This Law takes effect on 1 July 2024."

    assert facts_of_text(f"Effective: 2024-07-01\n{sentence}") == {"effective": date(2024, 7, 1)}
    assert facts_of_text(f"Effective: 2024-08-01\n{sentence}") == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "|",
        " | ",
        ":",
        "Số:",
        "“",
        "DECISION",
        "ngày ký",
        "-" * 50,
        "Published: \n" * 50,
    ],
)
def test_odd_heads_say_nothing(text):
    assert facts_of_text(text) == {}


def test_a_text_that_names_days_of_effect_again_and_again_says_nothing_of_itself():
    sentence = "This Law takes effect on 1 July 2024.\n"

    assert facts_of_text(sentence * 100) == {"effective": date(2024, 7, 1)}
    assert facts_of_text(sentence * 101) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định này " * 50_000 + "có hiệu lực từ ngày ký " * 50_000,
        " " * 10**6 + "|" + " " * 10**6 + "Số",
        "Số:" + " " * 10**6 + "1/QĐ-TTg" + " " * 10**6 + "a",
        "\n" * 10**6 + "Hà" * 10**6,
        "có " * 10**6 + "\n" + "ngày " * 10**6,
        ("A" * 999 + "\n") * 1000,
    ],
    ids=["effect", "blanks", "number", "lines", "words", "capitals"],
)
def test_a_text_that_is_made_to_take_long_does_not(text):
    started = time.process_time()

    facts_of_text(text)

    assert time.process_time() - started < 5
