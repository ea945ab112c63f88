"""Figures are shown as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from jinja2 import Environment

from monarr.core.text import ntext, text
from monarr.web import figures, parts

NOW = datetime(2026, 11, 20, 20, 52, tzinfo=UTC)


@pytest.fixture(scope="module")
def environment() -> Environment:
    return parts.make_environment()


def shown(environment: Environment, template: str, **values: object) -> str:
    viewer = figures.Viewer(zone="Europe/Berlin", now=NOW)
    return environment.from_string(template).render(viewer=viewer, **values).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (0, "0 B"),
        (999, "999 B"),
        (4_500_000, "4.5 MB"),
        (412_000_000, "412 MB"),
        (1_180_000_000, "1.2 GB"),
        (9.2e12, "9.2 TB"),
        (-1e9, "−1.0 GB"),
    ],
)
def test_sizes_are_decimal(value: float | None, words: str) -> None:
    assert figures.size(value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(4, "4 s"), (240, "4 min"), (4320, "1 h 12"), (10800, "3 h"), (86400 * 1204, "1,204 d"), (None, "–")],
)
def test_spans_have_one_or_two_units(seconds: float | None, words: str) -> None:
    assert figures.span(seconds).replace("\u00a0", " ") == words


def test_percent_is_never_100_before_the_end() -> None:
    assert figures.percent(0.999).startswith("99")
    assert figures.percent(1.0).startswith("100")


def test_days_near_today_have_names_in_the_zone_of_the_viewer(environment: Environment) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # already the 21st in Berlin

    assert shown(environment, "{{ at | day }}", at=late) == "Tomorrow"
    assert shown(environment, "{{ at | day }}", at=date(2026, 11, 25)) == "Wed"
    assert shown(environment, "{{ at | day }}", at=date(2025, 11, 3)) == "3 Nov 2025"


def test_moments_ahead_count_down_and_then_name_the_time(environment: Environment) -> None:
    assert shown(environment, "{{ at | until }}", at=NOW + timedelta(minutes=6)) == "in 6 min"
    assert shown(environment, "{{ at | until }}", at=NOW + timedelta(hours=6)) == "tomorrow 03:52"
    assert shown(environment, "{{ at | until }}", at=NOW - timedelta(hours=6)) == "now"


def test_texts_are_said_in_the_language_of_the_viewer(environment: Environment) -> None:
    viewer = figures.Viewer(gettext=lambda message: {"Nothing waits.": "Nichts wartet."}.get(message, message))
    html = environment.from_string("{{ words }} {{ _('Nothing waits.') }}").render(
        viewer=viewer, words=text("Nothing waits.")
    )

    assert html == "Nichts wartet. Nichts wartet."


def test_texts_with_parameters_are_escaped(environment: Environment) -> None:
    assert shown(environment, "{{ t }}", t=ntext("{n} file", "{n} files", 2, n="<b>")) == "&lt;b&gt; files"


def test_release_name_marks_its_parts_and_escapes_the_rest() -> None:
    name = parts.release_name("A<i>.2160p.WEB.HDR-X", ("2160p", "WEB", "missing"))

    assert str(name) == "A&lt;i&gt;.<b>2160p</b>.<b>WEB</b>.HDR-X"


def test_waterfall_ends_where_the_score_ends() -> None:
    class Part:
        def __init__(self, label: str, value: float) -> None:
            self.label, self.value = label, value

    steps = figures.waterfall([Part("a", 300), Part("b", 100), Part("c", -200)])

    assert [(step.start, step.width) for step in steps] == [(0, 75), (75, 25), (50, 50)]


def test_addresses_carry_the_base_path_and_static_ones_a_mark_of_their_content() -> None:
    env = parts.make_environment(base_path="/media")

    assert env.globals["url"]("/add") == "/media/add"  # type: ignore[operator]
    assert env.globals["url"]("https://example.org/") == "https://example.org/"  # type: ignore[operator]
    assert env.globals["static"]("css/base.css").startswith("/media/static/css/base.css?v=")  # type: ignore[operator]


def test_an_unknown_cue_mark_is_an_error(environment: Environment) -> None:
    with pytest.raises(ValueError, match="no cue mark"):
        environment.from_string("{{ cue('fine') }}").render()
