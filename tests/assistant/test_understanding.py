"""A question as it was typed becomes one that can be searched for."""

from assistant.steps import Asked
from assistant.types import Turn
from assistant.understanding import understood

BEFORE = (Turn("How many decrees were issued in 2024?", "19. [1]"),)


def test_the_words_of_a_follow_up_count_twice():
    found = understood(Asked("And how many circulars?", BEFORE, "en"), lambda key: 0)

    counts = [term.alternatives[0] for term in found.query.terms]
    assert counts.count(("circular",)) == 2
    assert counts.count(("decre",)) == 1


def test_what_is_new_in_a_follow_up_is_what_is_asked():
    found = understood(Asked("And the target?", BEFORE, "en"), lambda key: 0)

    assert found.asked == "And the target?"
    assert found.text == "How many decrees were issued in 2024 And the target?"


def test_only_the_years_of_the_part_that_asks_are_insisted_on():
    asked = Asked("The goal was 40 by 2025. Which rank did it reach in 2024?", (), "en")

    assert understood(asked, lambda key: 0).constraints.years == {2024}
