"""Whether a run reaches the floors of ``floors.toml``, and if not, why."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BadSettings
from evals.scoring import NAMES, Summary

FLOORS = Path(__file__).parent / "floors.toml"


@dataclass(frozen=True, slots=True)
class Floors:
    """The least or the most that a metric may be; of latency, the most milliseconds."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]


def load_floors(path: Path = FLOORS) -> Floors:
    """Return the floors of a file; raises ``BadSettings`` when it cannot be used."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        floors = Floors(
            at_least={name: float(value) for name, value in found.get("at_least", {}).items()},
            at_most={name: float(value) for name, value in found.get("at_most", {}).items()},
        )
    except (OSError, ValueError, TypeError, AttributeError) as exc:
        raise BadSettings(f"{path}: is no file of floors ({exc}).") from exc
    known = {*NAMES, "p50", "p95", "errors"}
    if unknown := {*floors.at_least, *floors.at_most} - known:
        raise BadSettings(
            f"{path}: {', '.join(sorted(unknown))} is not measured; known: "
            f"{', '.join(sorted(known))}"
        )
    return floors


def failures(found: Summary, floors: Floors) -> Iterator[str]:
    """Yield a sentence for each floor that is not reached. What was not measured fails too."""
    for name, floor in floors.at_least.items():
        value = value_of(found, name)
        if value is None or value < floor:
            yield f"{name} is {shown(value)}, and must be at least {floor:g}."
    for name, ceiling in floors.at_most.items():
        value = value_of(found, name)
        if value is None or value > ceiling:
            yield f"{name} is {shown(value)}, and may be at most {ceiling:g}."


def value_of(found: Summary, name: str) -> float | None:
    """Return a figure of a summary, exactly as it was measured."""
    if name == "errors":
        return float(found.outcomes.get("error", 0))
    estimate = found.latency_ms.get(name) if name in found.latency_ms else found.figures[name]
    return estimate.value if estimate else None


def shown(value: float | None) -> str:
    """Return a figure as it is shown."""
    return "not measured" if value is None else f"{value:.4g}"
