"""What is to be reached on the questions about texts that do not ship, beside what is reached."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BadSettings
from evals.metrics import METRICS
from evals.scoring import Summary
from evals.statistics import Estimate

GOALS = Path(__file__).parent / "goals.toml"
TWINS = "twins"


@dataclass(frozen=True, slots=True)
class Goal:
    """The least or the most that a metric is to be over the questions of some groups.

    ``groups`` are kinds or languages, taken together; without any, all questions count.
    """

    what: str
    metric: str
    groups: Sequence[str] = ()
    at_least: float | None = None
    at_most: float | None = None

    @property
    def wanted(self) -> str:
        """The goal in words."""
        if self.at_least is not None:
            return f"at least {self.at_least:.2f}"
        return f"at most {self.at_most:.2f}"

    def holds(self, value: float) -> bool:
        """Whether a value is as good as the goal."""
        enough = self.at_least is None or value >= self.at_least
        return enough and (self.at_most is None or value <= self.at_most)


def load_goals(path: Path = GOALS) -> tuple[Goal, ...]:
    """Return the goals of a file; raises ``BadSettings`` when it cannot be used."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["goal"]
        goals = tuple(Goal(**row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as exc:
        raise BadSettings(f"{path}: is no file of goals ({exc}).") from exc
    for goal in goals:
        if goal.metric not in {*METRICS, TWINS}:
            raise BadSettings(f"{path}: {goal.what}: {goal.metric!r} is not measured.")
        if (goal.at_least is None) == (goal.at_most is None):
            raise BadSettings(f"{path}: {goal.what}: name at_least or at_most.")
    return goals


def reached(goal: Goal, found: Summary) -> tuple[float, int] | None:
    """Return the value of a goal's metric and over how many questions (or pairs) it was taken.

    ``None`` when it does not apply to any.
    """
    parts = [each for each in estimates(goal, found) if each is not None]
    count = sum(each.count for each in parts)
    return (sum(each.value * each.count for each in parts) / count, count) if parts else None


def estimates(goal: Goal, found: Summary) -> list[Estimate | None]:
    """Return the figures that a goal's value is the mean of."""
    if goal.metric == TWINS:
        return [found.twins.difference if found.twins else None]
    if not goal.groups:
        return [found.figures[goal.metric]]
    groups = {**found.by_kind, **found.by_language}
    return [groups[name][goal.metric] if name in groups else None for name in goal.groups]


def goal_table(goals: Sequence[Goal], found: Summary) -> str:
    """Return the goals beside what is reached, as a table in Markdown."""
    lines = ["| | goal | reached | of | |", "|---|---|---|---|---|"]
    for goal in goals:
        figure = reached(goal, found)
        shown = f"{figure[0]:.3f} | {figure[1]}" if figure else "not measured | 0"
        met = figure is not None and goal.holds(figure[0])
        lines.append(f"| {goal.what} | {goal.wanted} | {shown} | {'yes' if met else 'no'} |")
    return "\n".join(lines)
