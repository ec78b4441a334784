"""What kind of thing a question asks for, and what has one to offer."""

import pytest

from assistant.expectations import KINDS, expected, likely, offers
from assistant.phrases import phrase


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much money was paid?", "money"),
        ("How many dollars were paid?", "money"),
        ("How many customers use Mobile Money?", "count"),
        ("Ứng dụng có bao nhiêu tiện ích?", "number"),
        ("Đã chi bao nhiêu tiền?", "money"),
        ("het bao nhieu ty dong?", "money"),
        ("Bao nhiêu phần trăm người lao động biết?", "share"),
        ("What score did it get?", "score"),
        ("The scores of the five best", None),
    ],
)
def test_the_kind_asked_for_is_told_by_whole_words(question, kind):
    found = expected(question)

    assert (found and found.name) == kind


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("They paid 3 tỷ đồng", True),
        ("3 triệu người lao động", False),
        ("70% of the people of working age", False),
        ("USD 5 million", True),
    ],
)
def test_a_sum_of_money_has_a_currency(text, has):
    assert offers(text, expected("How much money?")) is has


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("sample revenue in 2022", "It came to 16 billion USD."),
        ("the sample rate in 2022", "It came to 16%."),
        ("Which place did it take?", "It came in 16th."),
        ("xếp hạng thứ mấy?", "16 of 130"),
    ],
)
def test_the_nouns_of_a_question_tell_what_figure_is_likely(question, text):
    assert offers(text, likely(question))
    assert not offers("It came to 16 units.", likely(question))


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_there_are_words_for_every_kind_that_is_missing(kind, language):
    assert phrase(f"no_{kind.name}", language)


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("When did it open?", "It opened in 1817.", True),
        ("When did it open?", "It was open through the 1990s.", True),
        ("When did it open?", "It opened in the summer.", True),
        ("When did it open?", "Mở cửa từ mùa hè.", True),
        ("When did it open?", "It has 1,817 rooms.", False),
        ("What share of the boats float?", "Over half of the boats float.", True),
        ("How much of it is left?", "Two thirds of it are left.", True),
        ("How often, and how many times, did they win?", "They won twice.", True),
        ("What share of the boats float?", "They float in the first half of 2025.", False),
        ("How much of it is left?", "A third party has it.", False),
        ("When did it open?", "It has 1200 rooms.", False),
    ],
)
def test_times_parts_and_counts_may_be_said_in_words(question, text, has):
    assert offers(text, expected(question)) is has
