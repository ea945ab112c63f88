"""`monarr formats`: which custom formats a release name matches, and taking up guide data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
import msgspec

from monarr.cli._group import Group, terminal
from monarr.cli._terminal import DONE, FAILED, Terminal
from monarr.core.formats import FormatError, FormatSet, compile_formats
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease, parse_release

if TYPE_CHECKING:
    from monarr.services.guide_files import GuideFiles

ReleaseType = Literal["unknown", "single_episode", "multi_episode", "season_pack"]
KIND = click.option("--kind", "--type", "kind", type=click.Choice(["series", "movie"]), required=True,
                    help="Whose numbers stand in the files: Sonarr's (series) or Radarr's (movie).")  # fmt: skip


class Question(msgspec.Struct, kw_only=True):
    """A release with what is known of it; a key that is there stands before what the name says."""

    title: str
    size_bytes: float | None = None
    indexer_flags: list[str] | None = None
    languages: list[str] | None = None
    original_language: str | None = None
    quality: str | None = None
    release_group: str | msgspec.UnsetType | None = msgspec.UNSET
    edition: str | msgspec.UnsetType | None = msgspec.UNSET
    year: int | None = None
    release_type: ReleaseType | None = None


@click.group(cls=Group)
def formats() -> None:
    """Custom formats: match names, take up guide data."""


@formats.command()
@KIND
@click.option("--formats", "first", multiple=True, required=True, metavar="PATH…",
              help="Files, or folders of *.json files, of custom formats.")  # fmt: skip
@click.argument("more", nargs=-1, metavar="")
def match(kind: Numbering, first: tuple[str, ...], more: tuple[str, ...]) -> None:
    """Match release names from the standard input, one per line.

    A line is a name, or a JSON object with "title" and any of size_bytes, indexer_flags, languages, original_language,
    quality, release_group, edition, year, release_type, which then stand before what the name says.
    """
    spoken = terminal()
    formats, errors = read_formats([Path(path) for path in (*first, *more)], kind)
    for line in sys.stdin.buffer:
        names, problem = _answer(line.rstrip(b"\r\n"), formats)
        told = [*errors, problem] if problem else errors
        if spoken.json:
            sys.stdout.buffer.write(msgspec.json.encode({"formats": names, "errors": told}) + b"\n")
            sys.stdout.buffer.flush()
        else:
            click.echo(f"{line.decode('utf-8', 'replace').strip()}\n  {', '.join(names) or problem or 'no format'}")
    if not spoken.json:
        for error in errors:
            spoken.say(error)


@formats.command("import")
@KIND
@click.option("--dry-run", is_flag=True, help="Only say what would be taken; nothing is stored.")
@click.option("--name", default="", help="What to call the guide; else it is called after its place.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
def import_(kind: Numbering, dry_run: bool, name: str, paths: tuple[str, ...]) -> int:
    """Take up custom formats and quality profiles of a guide; sizes, groups and naming are kept to choose from.

    PATH is a file, a folder or an archive of JSON as the TRaSH Guides, Sonarr and Radarr write it. A file that cannot
    be used is told and does not stop the others. The same command with newer files updates what was taken up.
    """
    from monarr.core.guides import read_guide
    from monarr.messages.formats import guide_problem
    from monarr.services.guide_files import files_at

    spoken = terminal()
    found = [files_at(Path(path), kind) for path in paths]
    reading = read_guide([file for one in found for file in one.files], kind)
    errors = [{"path": problem.path, "message": str(guide_problem(problem))} for problem in reading.problems]
    told: dict[str, Any] = {"imported": reading.files, "errors": errors}
    lines = [f"{reading.files} files taken.", *(f"{error['path']}: {error['message']}" for error in errors)]
    if not dry_run and reading.entries:
        told |= _store(spoken, kind, name, paths, found)
        lines.insert(1, f"{len(told['formats'])} formats and {len(told['profiles'])} profiles taken up.")
    spoken.answer(told, lambda console: console.print("\n".join(lines), markup=False))
    return FAILED if errors else DONE


@formats.command()
@click.option("--profile", "profile_id", type=int, metavar="ID", help="Only files of titles with this profile.")
@click.option("--title", metavar="ITEM", help="Only files of this title (its number or name).")
def rescore(profile_id: int | None, title: str | None) -> None:
    """Work out anew which formats the files of the library have, and their scores.

    Monarr does it by itself whenever formats, points or profiles change.
    """
    from monarr.cli._house import opened, run, see_through
    from monarr.services.context import MONARR
    from monarr.services.picking import pick_title
    from monarr.services.rescore import start_rescoring

    if profile_id is not None and title is not None:
        raise click.UsageError("Give either --profile or --title.")
    spoken = terminal()

    async def work() -> dict[str, Any]:
        async with opened(spoken) as house:
            title_id = None if title is None else (await house.db.read(pick_title, title)).id
            job_id = await start_rescoring(house, MONARR, profile_id=profile_id, title_id=title_id)
            [done] = await see_through(house, spoken, job_id, "Scoring")
            return done

    done = run(work())
    spoken.answer(
        done, lambda console: console.print(f"{done['file_count']} files looked at, {done['changed_count']} changed.")
    )


def _store(
    spoken: Terminal, kind: Numbering, name: str, paths: tuple[str, ...], found: list[GuideFiles]
) -> dict[str, Any]:
    """Keeps the files as a guide and takes up its formats and profiles. One folder can be looked at again by itself."""
    from monarr.cli._house import opened, run
    from monarr.services.context import MONARR
    from monarr.services.guide_apply import Applied, apply_guide
    from monarr.services.guide_files import GuideFiles, folder_files
    from monarr.services.guides import take_files

    places = [str(Path(path).resolve()) for path in paths]
    is_folder = len(places) == 1 and Path(places[0]).is_dir()
    dates = [one.dated_at for one in found if one.dated_at is not None]
    files = GuideFiles(tuple(file for one in found for file in one.files), found[0].version, max(dates, default=None))
    if is_folder:
        files = folder_files(Path(places[0]), kind)

    async def work() -> tuple[int, Applied]:
        async with opened(spoken) as house:
            origin = "folder" if is_folder else "archive"
            location = ", ".join(places)
            guide_id = await take_files(house, kind, files, MONARR, origin=origin, location=location, name=name)
            return guide_id, await apply_guide(house, guide_id, MONARR, everything=True)

    guide_id, applied = run(work())
    return {"guide_id": guide_id, "formats": applied.formats, "profiles": applied.profiles}


def read_formats(paths: list[Path], kind: Numbering) -> tuple[FormatSet, list[str]]:
    """The formats of files and folders, and what could not be used, in sentences."""
    from monarr.services.guide_files import files_at

    specs: list[Any] = []
    errors: list[str] = []
    for file in [file for path in paths for file in files_at(path, kind).files]:
        try:
            given = msgspec.json.decode(file.content or b"")
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            errors.append(f"{file.path}: {error}")
            continue
        specs.extend(given if isinstance(given, list) else [given])
    found = compile_formats(specs, kind)
    return found, [*errors, *(describe(error) for error in found.errors)]


def describe(error: FormatError) -> str:
    """What is amiss with a format, in a line."""
    from monarr.messages.formats import format_problem

    return f"{error.format or '(no name)'}: {format_problem(error)}"


def _answer(line: bytes, formats: FormatSet) -> tuple[tuple[str, ...], str | None]:
    try:
        if line.startswith(b"{"):
            question = msgspec.json.decode(line, type=Question, strict=False)
        else:
            question = Question(title=line.decode())
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return (), str(error)
    return matched(question, formats), None


def matched(question: Question, formats: FormatSet) -> tuple[str, ...]:
    """Names of the formats that the release matches. A name that cannot be read still shows itself to expressions."""
    kind = formats.numbering
    parsed = parse_release(question.title, kind) or parse_release(question.title)
    known = _known(question, parsed or ParsedRelease(type=kind, title=""))
    return formats.match(
        question.title,
        known,
        None if question.size_bytes is None else int(question.size_bytes),
        frozenset(question.indexer_flags or ()),
        original_language=question.original_language or None,
        release_type=question.release_type,
    )


def _known(question: Question, parsed: ParsedRelease) -> ParsedRelease:
    given: dict[str, Any] = {}
    if question.languages is not None:
        given["languages"] = question.languages or ["Unknown"]
    if question.quality:
        given["quality"] = question.quality
    if question.year is not None:
        given["year"] = question.year
    for name in ("release_group", "edition"):
        value = getattr(question, name)
        if value is not msgspec.UNSET:
            given[name] = value or None
    return msgspec.structs.replace(parsed, **given) if given else parsed
