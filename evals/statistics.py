"""Means and percentiles with their uncertainty, by the bootstrap.

Efron & Tibshirani 1993, An Introduction to the Bootstrap: questions are drawn again with
replacement; the interval holds the middle 95 % of what comes out (percentile method).
"""

from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 2000
SEED = 20251125
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval, and over how many questions it was taken."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float]) -> Estimate | None:
    """Return the mean of some values, ``None`` of nothing."""
    import numpy as np

    return estimate(values, np.mean)


def percentile(values: Sequence[float], rank: float) -> Estimate | None:
    """Return a percentile of some values, ``None`` of nothing."""
    import numpy as np

    def statistic(sample, axis=-1):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return np.percentile(sample, rank, axis=axis)

    return estimate(values, statistic)


def estimate(values: Sequence[float], statistic) -> Estimate | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Return a statistic (array and ``axis`` to numbers) of some values with its interval.

    Where all values are the same the interval is that value: resampling cannot show more. With n
    of n questions right, up to 3 / n of others may still go wrong (the rule of three).
    """
    import numpy as np
    from scipy.stats import bootstrap

    if not values:
        return None
    array = np.asarray(values, dtype=float)
    value = float(statistic(array, axis=0))
    if len(set(values)) == 1:
        return Estimate(value, value, value, len(values))
    found = bootstrap(
        (array,),
        statistic,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Estimate(value, float(found.low), float(found.high), len(values))
