"""`monarr judge`: how releases would be judged, one line in, one line out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run

if TYPE_CHECKING:
    from monarr.services.judge_lines import Line, LineVerdict


@click.command(cls=Command)
@click.argument("names", nargs=-1)
@click.option("--title", metavar="TITLE", help="The film or series that they are judged for: its number or name.")
@click.option("--version", "version_id", type=int, help="The number of the version; the default one when not given.")
@click.option("--profile", help="A quality profile by name; instead of the title's own, or without a title.")
@click.option("--kind", type=click.Choice(["movie", "series"]), default="movie", show_default=True,
              help="Whose profile, where both have one of that name.")  # fmt: skip
def judge(names: tuple[str, ...], title: str | None, version_id: int | None, profile: str | None, kind: str) -> None:
    """Judge release NAMES, or those of the standard input, one per line, for a title or by a profile.

    A line that begins with "{" is an object: "title", and what else is known of "size_bytes", "protocol", "indexer",
    "seeders", "leechers", "published_at", "info_hash", "flags", "languages", "subtitles". Nothing is asked or kept.
    """
    from monarr.services.judge_lines import judge_lines
    from monarr.services.picking import pick_profile, pick_title

    spoken = terminal()
    lines = [_line(raw) for raw in (names or sys.stdin.read().splitlines()) if raw.strip()]
    if title is None and profile is None:
        raise click.UsageError("Say for which title (--title), or by which profile (--profile).")

    async def work() -> list[LineVerdict]:
        async with opened(spoken) as house:
            row = await house.db.read(pick_title, title) if title is not None else None
            content = kind if row is None else row.kind
            profile_id = await house.db.read(pick_profile, profile, content) if profile is not None else None
            return await judge_lines(
                house, lines, title_id=row.id if row else None, version_id=version_id, profile_id=profile_id
            )

    for found in run(work()):
        if spoken.json:
            click.echo(msgspec.json.encode(_as_data(found)))
        else:
            _tell(found)


def _line(raw: str) -> Line:
    from monarr.services.judge_lines import Line

    if not raw.lstrip().startswith("{"):
        return Line(title=raw.strip())
    try:
        return msgspec.json.decode(raw, type=Line)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"{error}: {raw[:80]}") from error
    except msgspec.DecodeError as error:
        raise click.UsageError(f"This line is no JSON: {raw[:80]}") from error


def _outcome(found: LineVerdict) -> str:
    judgement = found.judgement
    return "accepted" if judgement.accepted else "waiting" if judgement.only_waiting else "refused"


def _as_data(found: LineVerdict) -> dict[str, Any]:
    from monarr.messages import verdict_sentence

    candidate = found.judgement.candidate
    return {
        "title": candidate.release_title,
        "outcome": _outcome(found),
        "place": found.place,
        "quality": candidate.quality,
        "score": candidate.score,
        "formats": [msgspec.to_builtins(one) for one in candidate.formats],
        "languages": list(candidate.languages),
        "verdicts": [
            {
                "code": one.code,
                "outcome": one.outcome.value,
                "sentence": str(verdict_sentence(one)),
                "figures": msgspec.to_builtins(one.figures),
                "temporary": one.temporary,
                "until": one.until,
                "fix": one.fix,
            }
            for one in found.judgement.verdicts
        ],
        "comparison": None if found.comparison is None else [msgspec.to_builtins(one) for one in found.comparison],
    }


def _tell(found: LineVerdict) -> None:
    from monarr.messages import rule_label, verdict_sentence

    candidate = found.judgement.candidate
    words = {"accepted": "fits", "waiting": "waits", "refused": "is refused"}[_outcome(found)]
    click.echo(f"{found.place}. {candidate.release_title}")
    click.echo(f"   {words} · {candidate.quality} · score {candidate.score}")
    for refusal in found.judgement.refusals:
        click.echo(f"   {rule_label(refusal.code)}: {verdict_sentence(refusal)}")
    decisive = next((one for one in found.comparison or () if one.decisive), None)
    if decisive is not None and found.judgement.accepted:
        level = decisive.level.replace("-", " ")
        click.echo(f"   behind the first by {level}: {decisive.a} against {decisive.b}")
