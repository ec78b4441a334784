"""What a question counts must be named where the answer stands."""

import pytest

from assistant.counted import counted, speaks_of
from tests.assistant.builders import hit_with

TEXT = """# Sample law

The sample law has 4 chapters and 44 articles.

It was passed by 468 delegates.
"""


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("How many articles does the sample law have?", "44 articles", True),
        ("How many fines does the sample law name?", "44 articles", False),
        ("How many articels are there?", "44 articles", True),
        ("How many people passed it?", "468 delegates", True),
        ("How many delegates voted for it?", "468 delegates", True),
        ("What is the sample law?", "44 articles", True),
        ("Luật mẫu có bao nhiêu điều?", "44 articles", True),
        ("Luat mau co bao nhieu hoc sinh?", "44 articles", False),
    ],
)
def test_the_thing_that_is_counted_is_named(question, words, holds):
    assert speaks_of(hit_with(TEXT, words), counted(question)) is holds


def test_what_follows_as_a_verb_is_not_counted():
    assert counted("Trong số đó đã đưa được bao nhiêu lên mạng?") == ()
