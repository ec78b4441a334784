"""A plot stands where three values or more are on one scale, and says what the rows say."""

import pytest

from assistant.types import Series, SeriesRow
from assistant.web.plots import render_plot
from assistant.web.texts import load_texts
from tests.web.hostile import HOSTILE, Markup

EN = load_texts("en")


def series(*rows, differs=False):
    return Series(
        "Rank", tuple(SeriesRow(when, value, 1, kind) for when, value, kind in rows), differs
    )


def achieved(*pairs):
    return series(*((when, value, "achieved") for when, value in pairs))


def drawn(html, element, attribute):
    """Return an attribute of all elements of a name, in their order."""
    found = []

    class Reader(Markup):
        def handle_starttag(self, tag, attrs):
            if tag == element:
                found.append(dict(attrs).get(attribute))

    Reader(html)
    return found


def test_three_ranks_are_three_dots_the_oldest_on_the_left_and_the_highest_value_on_top():
    html = render_plot(achieved(("2024", "71 of 193"), ("2022", "86 of 193"), ("2014", "99")), EN)

    across = [float(x) for x in drawn(html, "circle", "cx")]
    down = [float(y) for y in drawn(html, "circle", "cy")]
    assert across == sorted(across)
    assert down == sorted(down)
    # Time is to scale: from 2014 to 2022 is four times as far as from 2022 to 2024.
    assert (across[1] - across[0]) / (across[2] - across[1]) == pytest.approx(4, abs=0.05)


def test_values_and_years_stand_at_the_dots():
    html = render_plot(achieved(("2024", "71 of 193"), ("2022", "86 of 193"), ("2020", "90")), EN)

    assert Markup(html).text.count("71") == 1
    assert all(label in Markup(html).text for label in ("71", "86", "90", "2024", "2022", "2020"))


def test_who_cannot_see_it_is_told_every_value():
    html = render_plot(achieved(("2024", "71 of 193"), ("2022", "86 of 193"), ("2020", "90")), EN)

    (told,) = drawn(html, "svg", "aria-label")
    assert told == "Plot of Rank. 2020: 90; 2022: 86 of 193; 2024: 71 of 193"
    assert drawn(html, "svg", "role") == ["img"]


def test_a_target_is_another_sign_and_no_part_of_the_line():
    html = render_plot(
        series(("2030", "50%", "target"), ("2024", "18%", "achieved"), ("2023", "16%", "achieved")),
        EN,
    )

    assert len(drawn(html, "circle", "cx")) == 2
    assert "target" in drawn(html, "path", "class")
    (line,) = drawn(html, "polyline", "points")
    assert len(line.split()) == 2


@pytest.mark.parametrize(
    "shown",
    [
        achieved(("2024", "71"), ("2022", "86")),
        achieved(("2024", "18%"), ("2023", "16%"), ("2022", "14 million")),
        achieved(("2024", "71"), ("2022", "86"), ("recently", "90")),
        achieved(("2024", "71"), ("2022", "86"), ("2020", "unknown")),
        achieved(("2024", "71"), ("2022", "86"), ("2022", "87")),
        series(*((y, "7", "achieved") for y in ("2024", "2023", "2022")), differs=True),
        achieved(("2024", "USD 5 billion"), ("2023", "VND 5 billion"), ("2022", "USD 4 billion")),
    ],
    ids=["two", "units", "time", "value", "same time", "differs", "currencies"],
)
def test_what_is_not_on_one_scale_is_not_drawn(shown):
    assert render_plot(shown, EN) == ""


def test_values_that_are_all_the_same_are_a_level_line():
    html = render_plot(achieved(("2024", "7"), ("2023", "7"), ("2022", "7")), EN)

    assert len(set(drawn(html, "circle", "cy"))) == 1


def test_of_labels_that_would_overlap_the_newest_stay():
    years = [(str(year), f"{year - 1990} of 193") for year in range(2024, 2000, -1)]

    text = Markup(render_plot(achieved(*years), EN)).text

    assert "2024" in text
    assert text.count("20") < len(years)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_label_becomes_markup(text):
    rows = tuple(
        SeriesRow(f"{year} {text}", f"7 {text}", 1, "achieved") for year in (2024, 2023, 2022)
    )

    html = render_plot(Series(text, rows), EN)

    assert Markup(html).elements <= {"svg", "path", "polyline", "circle", "text"}
