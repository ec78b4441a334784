"""Figures for the operator, in the format of Prometheus."""

import ipaddress
import secrets
import time
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from assistant.errors import AssistantError
from assistant.observed import Observation
from assistant.service import Service
from assistant.web.settings import WebSettings
from assistant.web.turns import Turns

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counts answers as they are told, and reads the rest when it is asked for."""

    def __init__(self, service: Service, turns: Turns) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self.service, self.turns = service, turns
        # A registry of its own: two applications in one process must not add up.
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "assistant_questions", "Questions by where they were asked and what came of them",
            ["channel", "outcome"], registry=self.registry,
        )  # fmt: skip
        self.answer_seconds = Histogram(
            "assistant_answer_seconds", "Time until the whole answer, by where it was asked",
            ["channel"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self.step_seconds = Histogram(
            "assistant_step_seconds", "Time of each step of an answer",
            ["step"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self.registry.register(self)

    def answered(self, observation: Observation) -> None:
        """Count an answer."""
        answer, channel = observation.answer, observation.channel
        self.questions.labels(channel, answer.outcome.value).inc()
        self.answer_seconds.labels(channel).observe(observation.seconds)
        for step, milliseconds in answer.timings_ms.items():
            if step != "total":
                self.step_seconds.labels(step).observe(milliseconds / 1000)

    def collect(self) -> "Iterator[Metric]":
        """Yield what is known elsewhere: it is read when somebody asks."""
        from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

        away = CounterMetricFamily(
            "assistant_turned_away", "Questions not taken: busy, or too many", labels=["reason"]
        )
        for reason in ("busy", "too_many"):
            away.add_metric([reason], self.turns.turned_away[reason])
        yield away
        yield GaugeMetricFamily(
            "assistant_questions_taken", "Questions that run or wait", self.turns.taken.total()
        )
        try:
            built = self.service.assistant()
            library, documents = built.library, len(built.documents())
        except AssistantError:
            return
        dropped = CounterMetricFamily(
            "assistant_dropped_statements", "Statements not shown, by their fault", labels=["fault"]
        )
        for fault, times in built.drops.counts().items():
            dropped.add_metric([fault.value], times)
        yield dropped
        age = time.time() - datetime.fromisoformat(library.created).timestamp()
        yield GaugeMetricFamily("assistant_index_age_seconds", "Age of the index that serves", age)
        yield GaugeMetricFamily("assistant_documents", "Documents in that index", documents)

    def shown(self) -> bytes:
        """Return all figures."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)


def metrics_router(metrics: Metrics, settings: WebSettings) -> APIRouter:
    """Return the route, which tells its figures to those who may see them."""
    router = APIRouter(include_in_schema=False)
    token = settings.metrics_token.get_secret_value()

    @router.get("/metrics")
    def show(request: Request) -> Response:
        if not may_see(request, token):
            raise HTTPException(403, "the figures are shown to this machine, or for their token.")
        return Response(metrics.shown(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return router


def may_see(request: Request, token: str) -> bool:
    """Whether a request has the token or, where there is none, comes from this machine itself."""
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), token.encode())
    try:
        address: Any = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    # What a proxy on this machine passes on is not from this machine.
    return address.is_loopback and "x-forwarded-for" not in request.headers
