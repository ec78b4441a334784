"""Conversations: kept whole, found by their words, seen by their owner alone."""

from dataclasses import replace

import pytest

from assistant.errors import BadRecord, NotThere
from tests.web.fake_assistant import answered, not_found
from tests.web.hostile import HOSTILE, hostile_answer

PASSWORD = "four plain words here"


@pytest.fixture
def lan(records):
    return records.accounts.add("lan", PASSWORD).id


@pytest.fixture
def minh(records):
    return records.accounts.add("minh", PASSWORD).id


HOLDABLE = tuple(text for text in HOSTILE if "\0" not in text)


@pytest.mark.parametrize("answer", [answered(), not_found(), hostile_answer(HOLDABLE)])
def test_an_answer_comes_back_as_it_was(records, lan, answer):
    name = records.conversations.add(lan, None, "How many accounts?", answer).id

    _, (exchange,) = records.conversations.get(lan, name)

    assert exchange.question == "How many accounts?"
    assert exchange.answer == answer


def test_what_no_database_can_hold_is_left_out_of_question_and_answer(records, lan):
    torn = replace(answered(), message="one\0 two \ud800three")

    name = records.conversations.add(lan, None, "how\0 many\ud800", torn).id

    kept, (exchange,) = records.conversations.get(lan, name)
    assert kept.title == exchange.question == "how many"
    assert exchange.answer == replace(torn, message="one two three")


def test_a_conversation_is_named_by_its_first_question_and_keeps_their_order(records, lan):
    name = records.conversations.add(lan, None, "  First\n one ", answered()).id
    records.conversations.add(lan, name, "Second one", not_found())

    kept, exchanges = records.conversations.get(lan, name)

    assert kept.title == "First one"
    assert [each.question for each in exchanges] == ["  First\n one ", "Second one"]


def test_the_one_with_the_newest_question_comes_first(records, lan):
    older = records.conversations.add(lan, None, "Older", answered()).id
    newer = records.conversations.add(lan, None, "Newer", answered()).id
    records.conversations.add(lan, older, "Again", answered())

    assert [each.id for each in records.conversations.all(lan)] == [older, newer]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("mục tiêu", ["target"]),
        ("MUC TIEU", ["target"]),
        ("tiêu tài khoản", ["target"]),
        ("sample period", ["target"]),
        ("weather", ["rain"]),
        ("100%", []),
        ("_", []),
        ("", ["rain", "target"]),
    ],
)
def test_they_are_found_by_the_words_of_questions_and_answers(records, lan, search, found):
    target = records.conversations.add(lan, None, "Mục tiêu tài khoản là gì?", answered()).id
    rain = records.conversations.add(lan, None, "The weather?", not_found()).id
    names = {target: "target", rain: "rain"}

    assert [names[each.id] for each in records.conversations.all(lan, search)] == found


def test_another_title_is_found_too(records, lan):
    name = records.conversations.add(lan, None, "Question", answered()).id

    records.conversations.rename(lan, name, " For the\nreport ")

    (found,) = records.conversations.all(lan, "report")
    assert found.title == "For the report"


def test_an_empty_title_is_refused(records, lan):
    name = records.conversations.add(lan, None, "Question", answered()).id

    with pytest.raises(BadRecord, match="needs a title"):
        records.conversations.rename(lan, name, " \n ")


def test_a_deleted_conversation_is_gone(records, lan):
    name = records.conversations.add(lan, None, "Question", answered()).id

    records.conversations.delete(lan, name)

    assert records.conversations.all(lan) == ()
    with pytest.raises(NotThere, match="no such conversation"):
        records.conversations.get(lan, name)


@pytest.mark.parametrize(
    "touch",
    [
        lambda rooms, who, name: rooms.get(who, name),
        lambda rooms, who, name: rooms.add(who, name, "Question", answered()),
        lambda rooms, who, name: rooms.rename(who, name, "Mine"),
        lambda rooms, who, name: rooms.delete(who, name),
    ],
    ids=["get", "add", "rename", "delete"],
)
def test_anothers_conversation_is_as_good_as_not_there(records, lan, minh, touch):
    name = records.conversations.add(lan, None, "Question", answered()).id

    with pytest.raises(NotThere, match="no such conversation"):
        touch(records.conversations, minh, name)

    assert records.conversations.all(minh) == ()
    assert len(records.conversations.get(lan, name)[1]) == 1


def test_they_go_with_their_owner(records, lan):
    name = records.conversations.add(lan, None, "Question", answered()).id

    records.accounts.remove("lan")

    with pytest.raises(NotThere, match="no such conversation"):
        records.conversations.get(lan, name)
