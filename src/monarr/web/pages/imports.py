"""Import by hand: choose a place, say what each file is, and bring in what is chosen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.importing.typed import read_typed_episodes, write_typed_episodes
from monarr.core.kinds import MediaKind
from monarr.core.quality import QUALITIES
from monarr.core.text import Text, ntext, text
from monarr.db.queries.queue import list_queue
from monarr.db.queries.search import find_titles
from monarr.db.queries.titles import find_title_row
from monarr.services.import_download import ImportReport
from monarr.services.jobs import get_job
from monarr.services.manual_guess import Choice, Guess, list_files
from monarr.services.manual_import import Mode, find_episode_ids, queue_import
from monarr.web.auth import requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._settings import split
from monarr.web.templating import Page, PageContext

PATH = "/import"
MOST_SHOWN = 100
_EDIT = [requires("files.edit")]
_CANDIDATES = 6
MODES: tuple[tuple[str, Text], ...] = (
    ("", text("As the download client asks")),
    ("keep", text("Hardlink, else copy: the files stay where they are as well")),
    ("move", text("Move: the files go from where they are")),
)


class Where(msgspec.Struct, frozen=True):
    """The place of the files."""

    download_id: int | None
    folder: str | None

    @property
    def query(self) -> str:
        return urlencode({"download": self.download_id} if self.download_id is not None else {"folder": self.folder})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has typed for one file. `problem` is what does not fit in it."""

    path: str
    take: bool
    title_id: int | None
    episodes: str
    quality: str
    languages: str
    group: str
    problem: Text | None = None


@get(PATH, guards=_EDIT, include_in_schema=False)
async def choose(page: Page) -> Response[str]:
    """The files of a place, each with a guess; without a place the question for one."""
    given = page.request.query_params
    download, folder = given.get("download", ""), given.get("folder", "").strip()
    if not download and not folder:
        return await _ask_place(page, "", None)
    where = Where(int(download) if download.isdecimal() else None, folder or None)
    try:
        guesses = await list_files(page.house, download_id=where.download_id, folder=where.folder, limit=MOST_SHOWN + 1)
    except MonarrError as error:
        errors, sentence = split(error)
        return await _ask_place(page, folder, errors.folder or sentence, status=422)
    return await _show(page, where, guesses, {})


@post(PATH, guards=_EDIT, include_in_schema=False, status_code=200)
async def act(page: Page) -> Response[Any]:
    """Looks again with what was said of the files, or queues their import."""
    form = await read_form(page.request)
    download = form.get("download")
    where = Where(int(download) if download.isdecimal() else None, form.get("folder") or None)
    rows = {row.path: row for row in _read_rows(form)}
    choices: dict[str, Choice] = {}
    for path, row in rows.items():
        choice = await _choice(page, row)
        if isinstance(choice, Choice):
            choices[path] = choice
        elif choice is not None and row.take:
            rows[path] = msgspec.structs.replace(row, problem=choice)
    taken = [choices[path] for path, row in rows.items() if row.take and path in choices]
    lacking = any(row.take and path not in choices for path, row in rows.items())
    error: Text | None = None
    if form.get("do") == "import" and not lacking:
        try:
            job_id = await queue_import(
                page.house, taken, download_id=where.download_id, folder=where.folder, mode=_mode(form),
                actor=page.actor,
            )  # fmt: skip
        except MonarrError as problem:
            error = problem.message
        else:
            return page.go(f"{PATH}/jobs/{job_id}")
    elif form.get("do") == "import":
        error = text("Say of each chosen file what it is, or leave it out.")
    guesses = await list_files(
        page.house, download_id=where.download_id, folder=where.folder, choices=choices, limit=MOST_SHOWN + 1
    )
    return await _show(page, where, guesses, rows, form=form, error=error, status=422 if error else 200)


@get(f"{PATH}/jobs/{{job_id:int}}", guards=_EDIT, include_in_schema=False)
async def outcome(page: Page, job_id: FromPath[int]) -> Response[str]:
    """What became of each file."""
    job = await get_job(page.house, job_id)
    if job.type != "import_chosen":
        raise NotFound(text("There is no such import."), subject=f"job:{job_id}")
    report = msgspec.convert(job.result, ImportReport) if job.state == "completed" and job.result else None
    files = [
        {"name": one.file, "problem": one.problem, "undo_path": f"/undo/{one.act_id}" if one.act_id else None}
        for one in (report.files if report else ())
    ]
    waiting = job.state in ("pending", "running")
    return await page.show(
        "imports/outcome.html",
        current="/activity",
        job_id=job_id,
        sentence=_told(job, files),
        waiting=waiting,
        chosen_count=len(job.payload.get("choices", ())),
        files=files,
        error=job.error if job.state == "failed" else None,
        again_path=f"{PATH}?{Where(job.payload.get('download_id'), job.payload.get('folder')).query}",
    )


def _told(job: Any, files: list[dict[str, Any]]) -> Text:
    if job.state == "pending":
        return text("The import waits for its turn.")
    if job.state == "running":
        return text("The files are being imported.")
    if job.state != "completed":
        return text("The import did not finish.")
    good = sum(one["problem"] is None for one in files)
    if good == len(files):
        return ntext("The file is in the library.", "All {n} files are in the library.", good, n=good)
    if not good:
        return text("No file was imported.")
    return text("{good} of {n} files are in the library.", good=good, n=len(files))


def _mode(form: Form) -> Mode | None:
    given = form.get("mode")
    return "move" if given == "move" else "keep" if given == "keep" else None


def _read_rows(form: Form) -> list[Row]:
    rows = []
    for at in range(min(len(form.all("path")), MOST_SHOWN)):
        title = form.get(f"title.{at}")
        rows.append(
            Row(
                path=form.all("path")[at],
                take=form.on(f"take.{at}"),
                title_id=int(title) if title.isdecimal() else None,
                episodes=form.get(f"episodes.{at}"),
                quality=form.get(f"quality.{at}"),
                languages=form.get(f"languages.{at}"),
                group=form.get(f"group.{at}"),
            )
        )
    return rows


async def _choice(page: PageContext, row: Row) -> Choice | Text | None:
    """What the row says; a sentence when it cannot be; None when it says nothing yet."""
    if row.title_id is None:
        return text("Choose a title.")
    title = await page.house.db.read(find_title_row, row.title_id)
    if title is None or title.deleted_at is not None or title.library_id is None:
        return text("This title is in no library any more.")
    items: tuple[int, ...] = ()
    if title.kind == MediaKind.SERIES:
        numbers = read_typed_episodes(row.episodes)
        if not numbers:
            return text("Say which episodes, such as S01E03 or S01E03-E05.")
        found = await page.house.db.read(find_episode_ids, row.title_id, numbers)
        if lost := [one for one in numbers if one not in found]:
            return text("{title} has no {episode}.", title=title.title, episode=write_typed_episodes(lost[:1]))
        items = tuple(found[one] for one in numbers)
    languages = tuple(part.strip() for part in row.languages.split(",") if part.strip())
    return Choice(
        path=row.path, title_id=row.title_id, item_ids=items, quality=row.quality if row.quality in QUALITIES else None,
        languages=languages or None, release_group=row.group,
    )  # fmt: skip


async def _ask_place(page: PageContext, folder: str, problem: Any, status: int = 200) -> Response[str]:
    queue = await page.house.db.read(list_queue, now=page.house.clock.now())
    waiting = [
        {
            "name": row.title or row.release_title, "release": row.release_title, "problem": row.problem or "",
            "path": f"{PATH}?download={row.download_id}",
        }
        for row in queue
        if row.download_id is not None and row.state in ("blocked", "failed", "completed")
    ]  # fmt: skip
    return await page.show(
        "imports/place.html", current="/activity", status=status, folder=folder, problem=problem, waiting=waiting
    )


async def _show(
    page: PageContext, where: Where, guesses: list[Guess], rows: dict[str, Row], *, form: Form | None = None,
    error: Text | None = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    words = form.get("find") if form else ""
    found = (
        [(one.id, _titled(one.title, one.year)) for one in await page.house.db.read(find_titles, words)]
        if words
        else []
    )
    shown = [await _file(page, at, guess, rows.get(guess.path), found) for at, guess in enumerate(guesses[:MOST_SHOWN])]
    modes = MODES if where.download_id is not None else MODES[1:]
    return await page.show(
        "imports/files.html",
        current="/activity",
        status=status,
        download=where.download_id,
        folder=where.folder,
        files=shown,
        more=len(guesses) > MOST_SHOWN,
        find=words,
        found_none=bool(words) and not found,
        modes=modes,
        mode=(form.get("mode") if form else "") or ("" if where.download_id is not None else "move"),
        qualities=[(name, name) for name in QUALITIES],
        error=error,
    )


def _titled(name: str, year: int | None) -> str:
    return f"{name} ({year})" if year else name


async def _file(
    page: PageContext, at: int, guess: Guess, row: Row | None, found: list[tuple[int, str]]
) -> dict[str, Any]:
    """A row of the form: what was typed before what is guessed."""
    titles = {guess.title_id: _titled(guess.title or "", guess.year)} if guess.title_id is not None else {}
    titles |= dict(found)
    if guess.title_id is None and guess.seems:
        near = await page.house.db.read(find_titles, guess.seems, limit=_CANDIDATES)
        titles |= {one.id: _titled(one.title, one.year) for one in near}
    chosen = row.title_id if row is not None else guess.title_id
    known = guess.title_id is not None and (guess.kind != MediaKind.SERIES or bool(guess.numbers))
    return {
        "at": at,
        "path": guess.path,
        "size_bytes": guess.size_bytes,
        "take": row.take if row is not None else known and not guess.problems,
        "titles": [("", page.say(text("Choose a title"))), *titles.items()],
        "title": chosen if chosen in titles else "",
        "episodes": row.episodes if row is not None else write_typed_episodes(guess.numbers),
        "quality": guess.quality,
        "languages": ", ".join(one for one in guess.languages if one != "Unknown"),
        "group": guess.release_group or "",
        "verdict": _verdict(guess, row),
        "mark": "turn" if (row and row.problem) or guess.problems or not known else "here",
    }


def _verdict(guess: Guess, row: Row | None) -> Text | tuple[Text, ...]:
    if row is not None and row.problem is not None:
        return row.problem
    if guess.title_id is None:
        return text("Monarr does not know whose file this is.")
    if guess.problems:
        return guess.problems
    if guess.replaces:
        return text("It replaces {name}, which goes to the trash.", name=guess.replaces[0])
    return text("Nothing speaks against it.")


ROUTES = [choose, act, outcome]
