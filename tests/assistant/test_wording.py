"""What a worded statement must be besides grounded."""

import pytest

from assistant.answerers.base import DraftStatement
from assistant.prompts import INSTRUCTIONS
from assistant.wording import LEAST_SHARED, LONGEST, is_plain, is_worded_from, shared
from tests.assistant.builders import draft, hit_with, question_of

TEXT = (
    "In 2024 the harbour of Mariel handled 40 million tonnes of goods, 12 percent more than in "
    "2023, Vietnam.vn reported.\n"
)


def said(text, question="How many tonnes did the harbour handle?", source=TEXT):
    hit = hit_with(source, source.split()[0])
    return is_worded_from(draft(hit.document, hit, text), question_of(question))


@pytest.mark.parametrize(
    "text",
    [
        "The harbour of Mariel handled 40 million tonnes of goods in 2024.",
        "Goods rose by 12 percent in the harbour.",
        "Vietnam.vn reported 40 million tonnes of goods.",
        "Handled goods: 40 million tonnes | more than in 2023 by 12 percent.",
    ],
)
def test_a_statement_in_the_words_of_its_quote_passes(text):
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour handled goods: https://example.org.",
        "The harbour handled goods, see www.example.org.",
        "The harbour handled goods, see example.org.",
        "The harbour handled goods, see example.vn/harbour.",
        "The harbour handled goods, write to harbour@example.",
        "The harbour handled [goods](goods).",
        "The harbour handled <b>goods</b>.",
        "The harbour handled <img src=x>goods.",
        "The harbour handled **40 million** tonnes.",
        "The harbour handled `goods`.",
        "# The harbour handled goods.",
        "The harbour handled goods javascript:alert.",
        "The harbour &lt; handled goods.",
        "The harbour handled\u202e goods.",
        "The harbour hand\u200bled goods.",
        "The harbour handled\x07 goods.",
        "The harbour handled goods. " * (LONGEST // 20),
    ],
)
def test_markup_links_and_unseen_characters_are_no_plain_text(text):
    assert not said(text)


@pytest.mark.parametrize(
    "source",
    [
        "Quảng Bình follows Decree 13/2023/NĐ-CP on personal data.\n",
        "Mục đích thứ nhất của Ngày Chuyển đổi số quốc gia là đẩy nhanh chương trình.\n",
    ],
)
def test_the_words_of_the_quote_itself_share_all_with_it(source):
    hit = hit_with(source, source.split()[0], language="vi" if "Mục" in source else "en")

    assert shared(draft(hit.document, hit)) > 0.9


def test_a_statement_on_something_else_does_not_pass():
    assert not said("All payments to the ministry have been cancelled by the new government.")


def test_a_name_that_is_neither_in_the_quote_nor_in_the_question_does_not_pass():
    text = "The harbour of Valparaiso handled 40 million tonnes of goods."

    assert not said(text)
    assert said(text, "How many tonnes did the harbour of Valparaiso handle?")


def test_a_vietnamese_statement_may_rest_on_an_english_sentence():
    source = "The target for 2025 is 40 million accounts for online public services.\n"

    assert said("Mục tiêu năm 2025 là 40 triệu tài khoản dịch vụ công trực tuyến.", source=source)
    assert not said("Toàn bộ hệ thống y tế đã ngừng hoạt động vì mưa lớn.", source=source)


@pytest.mark.parametrize("line", [line for line in INSTRUCTIONS.splitlines() if len(line) > 30])
def test_no_line_of_the_instructions_passes_for_a_statement(line):
    hit = hit_with(TEXT, "Mariel")

    assert shared(draft(hit.document, hit, line)) < LEAST_SHARED


def test_a_statement_without_words_shares_none():
    assert shared(DraftStatement("...", ())) == 0


def test_vietnamese_letters_are_plain_text():
    assert is_plain("Đến năm 2025, tỷ lệ đạt 80 % (khoảng 1,5 triệu hộ); “mục tiêu” là < 2 giờ.")
