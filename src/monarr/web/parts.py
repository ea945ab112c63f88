"""The templates' environment: addresses, icons, cue marks, figures and texts, and how a page or a part of it is rendered.

Every page template begins with `{% extends layout %}`. A full page is rendered into `layout.html`; a fragment is one
named block of the same template. The rule for htmx requests is that a block has the name of the element it replaces:
the request's `HX-Target` header is the name of the block (see `fragment_for`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from monarr.core.text import Text
from monarr.web.figures import FILTERS, viewer_of

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
ICON_SPRITE = "icons/lucide-1.62.0.svg"
CUE_SPRITE = "icons/cues.svg"
CUES = (
    "here",
    "partly",
    "missing",
    "searching",
    "arriving",
    "stalled",
    "better",
    "waiting",
    "turn",
    "broken",
    "off",
)
STYLES = (
    "css/fonts.css",
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/parts/actions.css",
    "css/parts/marks.css",
    "css/parts/pictures.css",
    "css/parts/surfaces.css",
    "css/parts/forms.css",
    "css/parts/floats.css",
    "css/parts/states.css",
    "css/parts/pages.css",
    "css/parts/rules.css",
    "css/parts/guide.css",
    "css/parts/guides.css",
    "css/parts/what_if.css",
    "css/parts/errors.css",
    "css/parts/sizes.css",
    "css/parts/naming.css",
    "css/parts/groups.css",
    "css/parts/goals.css",
)


def make_environment(*, base_path: str = "", static_path: str = "/static") -> Environment:
    """The environment for all pages. `base_path` is "" or begins with a slash and does not end with one.

    A rendering is expected to bring `viewer` (`figures.Viewer`), `csrf_token` (text), and, for pages within the frame,
    `shell` (see layout.html).
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_spoken,
    )
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    url = _addresses(base_path)
    static = _static_addresses(url, static_path)
    environment.globals.update(
        url=url,
        static=static,
        icon=_icons(static),
        cue=_cues(static),
        csrf_field=_csrf_field,
        styles=STYLES,
        layout="layout.html",
        fragment=None,
    )
    environment.filters.update(FILTERS)
    environment.filters["release_name"] = release_name
    environment.filters["initials"] = initials
    return environment


def render(environment: Environment, name: str, context: Mapping[str, Any], fragment: str | None = None) -> str:
    """The page `name`, or only its block `fragment`."""
    wanted = dict(context)
    if fragment is not None:
        wanted |= {"layout": "fragment.html", "fragment": fragment}
    return environment.get_template(name).render(wanted)


def fragment_for(environment: Environment, name: str, hx_target: str | None) -> str | None:
    """The block that an htmx request with this `HX-Target` wants; None when the template has no such block."""
    return hx_target if hx_target and hx_target in environment.get_template(name).blocks else None


def release_name(name: str, strong: Iterable[str] = ()) -> Markup:
    """A release name with its parsed parts (resolution, source, HDR) in bold, each at its first place."""
    marked = str(escape(name))
    for part in sorted({str(escape(part)) for part in strong if part}, key=len, reverse=True):
        at = marked.find(part)
        if at >= 0 and marked[:at].count("<b>") == marked[:at].count("</b>"):
            marked = f"{marked[:at]}<b>{part}</b>{marked[at + len(part) :]}"
    return Markup(marked)  # noqa: S704 - every piece was escaped above


def initials(name: str) -> str:
    """One or two capitals for a face without a picture."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@pass_context
def _spoken(context: Context, value: Any) -> Any:
    return viewer_of(context).say(value) if isinstance(value, Text) else value


@pass_context
def _gettext(context: Context, message: str) -> str:
    return viewer_of(context).gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, count: int) -> str:
    return viewer_of(context).ngettext(one, many, count)


@pass_context
def _csrf_field(context: Context) -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(context.get("csrf_token", ""))


def _addresses(base_path: str) -> Callable[[str], str]:
    def url(path: str) -> str:
        """A path of ours with the base path; whole addresses stay as they are."""
        return base_path + path if path.startswith("/") and not path.startswith("//") else path

    return url


def _static_addresses(url: Callable[[str], str], static_path: str) -> Callable[[str], str]:
    @lru_cache(maxsize=256)
    def static(path: str) -> str:
        """The address of a static file, with a mark of its content so that it may be cached for ever."""
        mark = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
        return url(f"{static_path}/{path}?v={mark}")

    return static


def _icons(static: Callable[[str], str]) -> Callable[..., Markup]:
    def icon(name: str, size: int = 16, label: str | None = None) -> Markup:
        """A Lucide icon. Without `label` it is decoration and a word must stand beside it."""
        spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
        return Markup('<svg class="icon" width="{0}" height="{0}" {1}><use href="{2}#{3}"/></svg>').format(
            size, spoken, static(ICON_SPRITE), name
        )

    return icon


def _cues(static: Callable[[str], str]) -> Callable[..., Markup]:
    def cue(state: str, size: int = 16, label: str | None = None, share: float | None = None) -> Markup:
        """A cue mark, one of CUES. `share` (0 to 1) is the arc of an arriving one. A word must stand beside it."""
        if state not in CUES:
            raise ValueError(f"no cue mark {state!r}")
        spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
        arc = Markup("")
        if state == "arriving":
            arc = Markup(
                '<circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="2" pathLength="100"'
                ' stroke-dasharray="{} 100" transform="rotate(-90 8 8)"/>'
            ).format(round(100 * (0.62 if share is None else share)))
        return Markup(
            '<svg class="cue {0}" data-size="{1}" width="{1}" height="{1}" viewBox="0 0 16 16" {2}>'
            '<use href="{3}#{0}"/>{4}</svg>'
        ).format(state, size, spoken, static(CUE_SPRITE), arc)

    return cue
