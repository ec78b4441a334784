"""Values of one indicator over time as a small table, and as a plot where that can be drawn."""

from assistant.types import Answer, Citation, Series, SeriesRow
from assistant.web.plots import render_plot
from assistant.web.rendering import LanguageOf, escape, language_mark, render_chip
from assistant.web.texts import Texts


def render_series(answer: Answer, texts: Texts, *, exchange: int, language_of: LanguageOf) -> str:
    """Return the series of an answer as tables, each value beside its source; nothing of none."""
    cited = {citation.number: citation for citation in answer.citations}
    return "".join(
        render_table(series, cited, texts, exchange=exchange, language_of=language_of)
        for series in answer.series
    )


def render_table(
    series: Series,
    cited: dict[int, Citation],
    texts: Texts,
    *,
    exchange: int,
    language_of: LanguageOf,
) -> str:
    """Return one series, named by its caption; what is quoted is in the language of its source."""
    names = (texts.series_when, texts.series_value, texts.series_source)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(
        render_row(row, cited[row.citation], texts, exchange=exchange, language_of=language_of)
        for row in series.rows
    )
    label = language_mark(language_of(cited[series.rows[0].citation].document_id))
    return (
        f"{render_plot(series, texts)}"
        f'<table class="series"><caption{label}>{escape(series.label)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def render_row(
    row: SeriesRow, citation: Citation, texts: Texts, *, exchange: int, language_of: LanguageOf
) -> str:
    """Return one value with its time and the button that shows its source."""
    language = language_mark(language_of(citation.document_id))
    kind = f' <span class="kind">({escape(texts.series_target)})</span>'
    value = f"<span{language}>{escape(row.value)}</span>{kind if row.kind == 'target' else ''}"
    chip = render_chip(citation, texts, exchange=exchange, brief=True)
    return (
        f'<tr><th scope="row"{language}>{escape(row.when)}</th><td>{value}</td><td>{chip}</td></tr>'
    )
