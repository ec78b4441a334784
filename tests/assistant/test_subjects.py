"""What a text says about something is told by what names that thing."""

import pytest

from assistant.subjects import is_about, subject
from tests.assistant.builders import hit_with

TEXT = """# Sample law

## Boats

The law has rules for sails and oars.
"""


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("What does the law say about sails?", True),
        ("What does the law say about boats?", True),
        ("What is said in the law on sails or engines?", True),
        ("What does the law say about engines?", False),
        ("What does the law require of boats regarding engines?", False),
        ("What is the law about?", True),
        ("Luật quy định gì về động cơ?", True),
    ],
)
def test_only_what_names_the_subject_tells_about_it(question, answers):
    assert is_about(hit_with(TEXT, "sails"), subject(question)) == answers
