"""What is logged: requests and answers, never who asked, and what only where that is allowed."""

import logging
import logging.config
import time
import uuid

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.observed import Observation
from assistant.web.settings import WebSettings

requests = logging.getLogger("assistant.requests")
answers = logging.getLogger("assistant.answers")
# What somebody did to accounts or documents: always told.
AUDIT = "assistant.audit"


def configure_logs(settings: WebSettings) -> None:
    """Set how the log is written, and from which level on."""
    formatters = {
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(levelname)s %(name)s %(message)s",
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": True,
            "json_ensure_ascii": False,
        },
    }
    level = settings.log_level.upper()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": formatters,
            "handlers": {
                "out": {"class": "logging.StreamHandler", "formatter": settings.log_format}
            },
            "root": {"level": "WARNING", "handlers": ["out"]},
            "loggers": {
                **{name: {"level": level} for name in ("assistant", "knowledge")},
                AUDIT: {"level": "INFO"},
            },
        }
    )


class RequestLog:
    """Logs each request by method, path, status and time, under an id that the answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name, start, status = uuid.uuid4().hex, time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message["headers"], (b"x-request-id", name.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            taken = round((time.perf_counter() - start) * 1000, 1)
            told = {
                "request": name,
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "ms": taken,
            }
            requests.info("%(method)s %(path)s %(status)s %(ms)s ms", told, extra=told)


class AnswerLog:
    """Logs each answer by where it was asked and what came of it."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings

    def answered(self, observation: Observation) -> None:
        """Log an answer."""
        answer = observation.answer
        told = {
            "channel": observation.channel,
            "outcome": answer.outcome.value,
            "language": answer.language,
            "answerer": answer.answerer,
            "statements": len(answer.statements),
            "seconds": round(observation.seconds, 4),
            "timings_ms": dict(answer.timings_ms),
        }
        if self.settings.log_questions:
            told["question"] = observation.question
        answers.info("%(channel)s: %(outcome)s in %(seconds)s s", told, extra=told)
