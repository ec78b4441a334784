"""What has been asked, what found nothing, what people think of the answers."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from assistant.records.insights import Insights
from assistant.records.opening import Records
from assistant.web.officials.charts import chart_of
from assistant.web.officials.pages import Pages

PERIODS: Final = (7, 30, 90, 365)
USUAL: Final = 30
SHOWN: Final = 20
FORMULA: Final = ("=", "+", "-", "@")

Row = Sequence[object]


def insights_router(records: Records, pages: Pages) -> APIRouter:
    """Return the page and its tables as CSV."""
    router = APIRouter(include_in_schema=False)
    insights = records.insights

    @router.get("/officials/insights")
    def show(request: Request, days: str = "") -> HTMLResponse:
        period = period_of(days)
        by_day = insights.days(period)
        asked = sum(day.asked for day in by_day)
        answered = sum(day.answered for day in by_day)
        return pages.show(
            request,
            "insights",
            period=period,
            periods=PERIODS,
            days=by_day,
            chart=chart_of(by_day),
            asked=asked,
            share=round(100 * answered / asked) if asked else None,
            outcomes=insights.outcomes(period),
            verdicts=insights.verdicts(period),
            unanswered=insights.unanswered(period, SHOWN),
            ratings=insights.ratings(period, SHOWN),
            slowest=insights.slowest(period, SHOWN),
            keeps=records.settings.keep_questions,
            retention=records.settings.retention_days,
        )

    tables = tables_of(insights)

    @router.get("/officials/insights/{table}.csv")
    def download(table: str, days: str = "") -> Response:
        if table not in tables:
            raise HTTPException(404, f"there is no table {table!r}.")
        names, rows = tables[table]
        # The mark at the beginning tells spreadsheets that the letters are UTF-8.
        return Response(
            "\ufeff" + as_csv([names, *rows(period_of(days))]),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{table}.csv"'},
        )

    return router


def tables_of(insights: Insights) -> dict[str, tuple[Row, Callable[[int], Iterable[Row]]]]:
    """Return the tables that can be saved: the names of their columns, and their rows."""
    return {
        "days": (
            ("day", "asked", "answered"),
            lambda days: ((each.day, each.asked, each.answered) for each in insights.days(days)),
        ),
        "unanswered": (
            ("question", "times", "last_asked"),
            lambda days: (
                (each.question, each.times, each.last) for each in insights.unanswered(days)
            ),
        ),
        "ratings": (
            ("rated", "verdict", "comment", "question", "outcome", "channel"),
            lambda days: (
                (each.rated, each.verdict, each.comment, each.question, each.outcome, each.channel)
                for each in insights.ratings(days)
            ),
        ),
        "slowest": (
            ("question", "seconds", "asked", "outcome", "answerer"),
            lambda days: (
                (each.question, round(each.seconds, 3), each.asked, each.outcome, each.answerer)
                for each in insights.slowest(days)
            ),
        ),
    }


def period_of(days: str) -> int:
    """Return a number of days that can be chosen."""
    return int(days) if days in map(str, PERIODS) else USUAL


def as_csv(rows: Iterable[Row]) -> str:
    """Return rows as CSV that a spreadsheet shows and never computes."""
    written = io.StringIO()
    csv.writer(written).writerows([plain(value) for value in row] for row in rows)
    return written.getvalue()


def plain(value: object) -> object:
    """Return a value as text that is no formula (OWASP, CSV injection).

    >>> plain("=1+1"), plain(" @x"), plain("plain"), plain(None), plain(3)
    ("'=1+1", "' @x", 'plain', '', 3)
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.lstrip()[:1] in FORMULA else value
