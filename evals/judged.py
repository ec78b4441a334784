"""A question with what came of it and its gold: what every metric looks at."""

from dataclasses import dataclass

from assistant import Outcome
from evals.asking import Asked, place_of
from evals.cases import Case
from evals.corpus import Place

GIVEN = frozenset({Outcome.ANSWERED, Outcome.PARTIAL})


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, what came of it, and where each of its gold answers stands."""

    case: Case
    asked: Asked
    gold: tuple[tuple[Place, ...], ...]

    @property
    def given(self) -> bool:
        """Whether an answer was given."""
        return self.asked.answer.outcome in GIVEN

    @property
    def cited(self) -> tuple[Place, ...]:
        """Where the citations say that their quotes stand."""
        answer = self.asked.answer
        return tuple(place_of(answer, row) for row in range(len(answer.citations)))

    @property
    def said(self) -> str:
        """All statements of the answer; without the numbers of citations, which are no figures."""
        return "\n".join(each.text for each in self.asked.answer.statements)

    @property
    def first_statement(self) -> str:
        """What the answer says first."""
        statements = self.asked.answer.statements
        return statements[0].text if statements else ""
