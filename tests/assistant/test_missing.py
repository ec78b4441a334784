"""What is said to be missing: by its kind, in the words and the language of the question."""

from dataclasses import replace

import pytest

from assistant.constraints import constraints_of
from assistant.missing import demands, missing, missing_said
from tests.assistant.builders import hit_with, hits_of, question_of

HARBOUR = "Ships in the harbour of Hanoi: 40 in 2024, by Decision 749/QĐ-TTg."


def asked(text, language="en"):
    question = question_of(text)
    return replace(question, language=language, constraints=constraints_of(text))


def said(text, *sentences, language="en"):
    hits = [hit_with(sentence, sentence) for sentence in sentences or (HARBOUR,)]
    return missing_said(asked(text, language), hits)


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("How many ships were there in 2030?", "year", "2030"),
        ("How many ships came in March 2030?", "month", "March 2030"),
        ("How many ships are there in Da Nang?", "place", "Da Nang"),
        ("How many ships does Decision 118 name?", "number", "118"),
        ("How many ships has Shopee?", "name", "Shopee"),
    ],
)
def test_what_is_missing_is_named_by_its_kind_in_the_words_of_the_question(question, kind, words):
    (found,) = missing(asked(question), hits_of(HARBOUR))

    assert (found.kind, found.said) == (kind, words)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "How many ships were there in 2030?",
            "I found nothing on this in the documents for 2030.",
        ),
        (
            "How many ships are there in da nang?",
            "I found nothing on this in the documents for da nang.",
        ),
        (
            "How many ships were there in Da Nang in 2030?",
            "I found nothing on this in the documents for 2030, for Da Nang.",
        ),
        ("Why are there ships?", "I found no reason for this in the documents."),
        (
            "Where are the ships?",
            "I found no sentence in the documents that answers this closely enough.",
        ),
    ],
)
def test_one_sentence_says_it_in_english(question, sentence):
    assert said(question) == sentence


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Năm 2030 có bao nhiêu tàu?",
            "Tôi không tìm thấy nội dung nào về việc này trong tài liệu cho năm 2030.",
        ),
        (
            "Đà Nẵng có bao nhiêu tàu?",
            "Tôi không tìm thấy nội dung nào về việc này trong tài liệu cho Đà Nẵng.",
        ),
        ("Vì sao có tàu?", "Tôi không tìm thấy lý do của việc này trong tài liệu."),
    ],
)
def test_one_sentence_says_it_in_vietnamese(question, sentence):
    assert said(question, language="vi") == sentence


def test_words_of_one_name_are_said_together_with_the_grammar_between_them():
    assert said("Who wrote the Law on Harbours of Zealand?", "Ships reached the bridge.") == (
        "I found nothing on this in the documents that names Law on Harbours of Zealand."
    )


def test_only_what_all_sentences_lack_is_missing():
    found = said("How many ships came to Da Nang in 2030?", HARBOUR, "In 2030 ships come to Hanoi.")

    assert found == "I found nothing on this in the documents for Da Nang."


def test_what_no_sentence_has_together_is_missing_together():
    found = said(
        "How many ships came to Da Nang in 2030?",
        "In 2030 ships come to Hanoi.",
        "In 2024 ships came to Da Nang.",
    )

    assert found == "I found nothing on this in the documents for 2030, for Da Nang."


def test_what_a_sentence_has_is_not_missing():
    assert missing(asked("How many ships were there in Hanoi in 2024?"), hits_of(HARBOUR)) == ()


def test_a_month_says_its_year():
    kinds = [one.kind for one in missing(asked("What came in March 2030?"), hits_of(HARBOUR))]

    assert kinds == ["month"]


def test_a_name_as_long_as_a_paragraph_is_not_repeated():
    name = " ".join(["Shopee"] * 12)

    assert missing(asked(f"How many ships has {name} in total in this harbour?"), []) == ()
    assert name not in said(f"how many ships has the {name} in total in this harbour?")


def test_years_are_one_demand_since_any_of_them_will_do():
    (found,) = demands(asked("What was there in 2021 and 2023?"))

    assert found.said == "2021, 2023"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The documents state a target for this, and no result that I could quote."),
        ("vi", "Tài liệu chỉ nêu mục tiêu cho nội dung này, không có kết quả để trích dẫn."),
    ],
)
def test_where_only_a_target_is_known_that_is_said(language, sentence):
    target = "The target is 9 boats with sails."

    assert said("How many boats already have sails?", target, language=language) == sentence
