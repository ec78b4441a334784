"""Lists are found whole: marked items with their lead, and the clauses of a sentence."""

from assistant.enumerations import enumeration, sentence_around
from tests.assistant.builders import hit_with

LIST = """# Sample

The sample has three rules:

- first rule. It has a second sentence.
- second rule
- third rule

A sentence that no list follows.
"""
LONG = "alpha is the first of the things that are named in this sentence"
CLAUSES = (
    f"The “3 things” include {LONG}; beta is the second of those things and it is rather long "
    "so that the sentence is cut; gamma (with a part; and another) is the third of the things. "
    "A short sentence follows."
)


def texts(hit, spans):
    return [hit.passage.slice(*span) for span in spans]


def test_the_line_that_introduces_a_list_leads_to_all_its_items():
    hit = hit_with(LIST, "three rules")

    found = enumeration(hit)

    assert found is not None
    assert texts(hit, [found.lead]) == ["The sample has three rules:"]
    assert texts(hit, found.items) == [
        "first rule. It has a second sentence.",
        "second rule",
        "third rule",
    ]


def test_an_item_leads_to_its_list():
    hit = hit_with(LIST, "second rule")

    found = enumeration(hit)

    assert found is not None
    assert len(found.items) == 3


def test_a_sentence_beside_a_list_is_in_none():
    assert enumeration(hit_with(LIST, "no list follows")) is None


def test_the_clauses_of_a_long_sentence_are_a_list():
    hit = hit_with(CLAUSES, "alpha")

    found = enumeration(hit)

    assert found is not None
    assert found.lead is None
    assert [text.split()[0] for text in texts(hit, found.items)] == ["The", "beta", "gamma"]


def test_a_clause_is_widened_to_its_sentence_and_no_further():
    hit = hit_with(CLAUSES, "beta")

    start, end = sentence_around(hit)

    assert hit.passage.slice(start, end).startswith("The “3 things”")
    assert hit.passage.slice(start, end).endswith("third of the things.")
