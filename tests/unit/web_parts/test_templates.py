"""Every template renders from its documented context, with a title, labels and nothing that the security policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment

from monarr.web import parts
from tests.unit.web_parts.pages import PAGES


@pytest.fixture(scope="module")
def environment() -> Environment:
    return parts.make_environment(base_path="/media")


class Outline(HTMLParser):
    """Collects what the checks below ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.labelled: set[str | None] = set()
        self.inside_label = 0
        self.fields: list[tuple[dict[str, str | None], bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(found.get("for"))
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.fields.append((found, self.inside_label > 0))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title_one_main_heading_and_labelled_fields(environment: Environment, name: str) -> None:
    template, context = PAGES[name]
    html = parts.render(environment, template, context())
    found = outline(html)

    assert re.search(r"<title>\S.* · Monarr</title>", html)
    assert sum(tag == "h1" for tag, _ in found.tags) == 1
    assert any(tag == "main" for tag, _ in found.tags)
    for field, inside_label in found.fields:
        assert (
            inside_label or field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in found.labelled
        )


@pytest.mark.parametrize("name", PAGES)
def test_page_obeys_the_policy_and_the_base_path(environment: Environment, name: str) -> None:
    template, context = PAGES[name]
    found = outline(parts.render(environment, template, context()))

    for tag, attrs in found.tags:
        assert tag != "style" and "style" not in attrs
        assert not [key for key in attrs if key.startswith("on")]
        assert tag != "script" or attrs.get("src")
        for key in ("href", "src", "action", "hx-get", "hx-post"):
            address = attrs.get(key) or ""
            assert not address.startswith("/") or address.startswith(("/media/", "/art/")), (tag, key, address)


@pytest.mark.parametrize("name", PAGES)
def test_every_posting_form_carries_the_token(environment: Environment, name: str) -> None:
    template, context = PAGES[name]
    html = parts.render(environment, template, context())
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", html, flags=re.S)

    assert all('name="csrf_token" value="token"' in form for form in forms)


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_not_used_twice(environment: Environment, name: str) -> None:
    template, context = PAGES[name]
    ids = [attrs["id"] for _, attrs in outline(parts.render(environment, template, context())).tags if "id" in attrs]

    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("home", "home"),
        ("wall", "rows"),
        ("wall-table", "rows"),
        ("add", "results"),
        ("add-pick", "sheet"),
        ("movie", "parts"),
        ("series", "parts"),
        ("episode", "sheet"),
        ("version", "sheet"),
        ("choose", "releases"),
        ("choose", "chosen"),
        ("queue", "queue"),
        ("import-files", "files"),
        ("import-outcome", "outcome"),
        ("wanted", "wanted"),
        ("provider-list", "providers"),
        ("provider-form", "sheet"),
        ("path-mapping-form", "sheet"),
        ("player-group-form", "sheet"),
        ("naming", "naming"),
        ("status", "status"),
        ("tasks", "tasks"),
        ("palette", "results"),
    ],
)
def test_fragment_is_a_block_of_its_page_without_the_frame(environment: Environment, name: str, fragment: str) -> None:
    template, context = PAGES[name]
    html = parts.render(environment, template, context(), fragment=fragment)

    assert html.strip()
    assert "<html" not in html and "menu-side" not in html
    assert html.strip()[:40] in parts.render(environment, template, context()) or fragment == "sheet"


def test_every_named_icon_is_in_the_sprite_and_none_is_missing(environment: Environment) -> None:
    sprite = (parts.STATIC / parts.ICON_SPRITE).read_text()
    shipped = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {
        icon
        for template, context in PAGES.values()
        for icon in re.findall(
            rf"{re.escape(parts.ICON_SPRITE)}[^#]*#([a-z0-9-]+)", parts.render(environment, template, context())
        )
    }

    assert used and used <= shipped


def test_fragment_is_chosen_by_the_target_and_otherwise_the_whole_page(environment: Environment) -> None:
    assert parts.fragment_for(environment, "library/wall.html", "rows") == "rows"
    assert parts.fragment_for(environment, "library/wall.html", "elsewhere") is None
    assert parts.fragment_for(environment, "library/wall.html", None) is None


def test_a_format_that_many_profiles_count_takes_no_more_room_than_others(environment: Environment) -> None:
    template, context = PAGES["formats"]
    told = context()
    told["formats"][1]["scores"] = [{"profile": f"Profile {n}", "score": 5} for n in range(39)]
    html = parts.render(environment, template, told)
    assert "4K +500" in html and "points in 39 profiles" in html and "Profile 7" not in html
