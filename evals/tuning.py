"""Weights and thresholds tried one after the other on the ``tune`` questions.

Coordinate search: each value of each setting is tried with the others as they are; the best is
kept. The figure to raise is the share of questions that go as they should. What is found is
written into the code by hand, and reported on the ``report`` questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.limits import ExtractiveSettings
from assistant.assistant import Assistant
from evals.asking import ask_all
from evals.cases import Case
from evals.judged import Judged
from evals.local import LocalSystem
from evals.metrics import went_right
from knowledge import Weights

WEIGHTS: dict[str, tuple[float, ...]] = {
    "passage_similarity": (0.0, 0.2, 0.3, 0.4, 0.5),
    "sentence_words": (0.2, 0.3, 0.42, 0.5, 0.6, 0.8),
    "passage_words": (0.1, 0.2, 0.32, 0.4, 0.5),
    "unread_words": (0.0, 0.2, 0.4, 0.63, 0.8),
    "middle": (0.3, 0.37, 0.45, 0.5, 0.55, 0.6),
}
LIMITS: dict[str, tuple[float, ...]] = {
    "lowest_similarity": (0.0, 0.15, 0.21, 0.25, 0.3),
    "unread_coverage": (0.0, 0.2, 0.3, 0.4, 0.5),
    "close_to_best": (0.1, 0.2, 0.3, 0.4, 0.6),
    "close_without_time": (0.05, 0.1, 0.2, 0.3),
    "most_statements": (1, 2, 3),
    "lead_of_list": (0.4, 0.6, 0.8),
    "stand_in_odds": (0.1, 0.2, 0.38, 0.7),
    "stand_in_cover": (0.7, 0.8, 0.9),
    "most_lost": (0.2, 0.28, 0.4, 0.5),
    "same_topic": (0.5, 0.6, 0.7, 1.0),
}


def tune(
    assistant: Assistant, cases: Sequence[Case], advance: Callable[[int, int], None]
) -> list[str]:
    """Return a line for the settings as they are, and one for each that does better."""
    state: tuple[Weights, ExtractiveSettings] = (Weights(), ExtractiveSettings())
    best = measured(assistant, cases, *state)
    lines = [f"{best:.3f}  as it is"]
    steps = [(name, value) for name, values in {**WEIGHTS, **LIMITS}.items() for value in values]
    for done, (name, value) in enumerate(steps):
        advance(done, len(steps))
        tried = changed(state, name, value)
        share = measured(assistant, cases, *tried)
        if share > best:
            state, best = tried, share
            lines.append(f"{best:.3f}  {name} = {value}")
    lines.append(f"best: {state[0]} {state[1]}")
    return lines


def changed(
    state: tuple[Weights, ExtractiveSettings], name: str, value: float
) -> tuple[Weights, ExtractiveSettings]:
    """Return the settings with one of them changed."""
    weights, limits = state
    if name in WEIGHTS:
        return replace(weights, **{name: value}), limits
    return weights, replace(limits, **{name: value})  # type: ignore[arg-type]


def measured(
    assistant: Assistant, cases: Sequence[Case], weights: Weights, limits: ExtractiveSettings
) -> float:
    """Return the share of questions that go as they should with some settings."""
    library = assistant.library
    tried = Assistant(library.with_weights(weights), ExtractiveAnswerer(limits))
    asked = ask_all(LocalSystem(tried), cases)
    right = [went_right(Judged(case, each, ())) for case, each in zip(cases, asked, strict=True)]
    return sum(right) / len(right)
