"""Searching: ask every indexer, judge all that comes, keep it in the ledger, grab the best for what is wanted.

`search_title` is the search that grabs; `interactive_search` shows a person everything and grabs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from monarr.core.decisions import Blocked, Comparison, explain_comparison, judge
from monarr.core.errors import NotFound
from monarr.core.kinds import MediaKind, Origin
from monarr.core.text import Text, text
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.db.repositories.wanted import EpisodeFacts, VersionFacts, Wanted, load_wanted, record_searched
from monarr.ports.indexer import Query
from monarr.services._asking import IndexerAnswer, ask_all, indexers_for
from monarr.services._choosing import Choice, grab_best
from monarr.services._facts import FactsOf
from monarr.services._queries import episode_query, movie_query, series_queries, text_query
from monarr.services.context import MONARR, Actor, House
from monarr.services.judging import Judged, Judging, judge_offers
from monarr.services.ledger import outcome_of
from monarr.services.offers import Offer
from monarr.services.wanted import episodes_of, wanted_things

_MOST_SINGLE_EPISODES = 20  # asked one by one after a season's own question brought nothing for them


class IndexerProblem(msgspec.Struct, frozen=True):
    """An indexer that did not answer, or not fully, and why."""

    indexer_id: int
    indexer_name: str
    problem: Text


class SearchReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a search did. Counts are of releases over all versions; `grabbed` are ids of downloads; `failures` say what
    could not be grabbed, and why."""

    title_id: int
    release_count: int = 0
    accepted_count: int = 0
    waiting_count: int = 0
    grabbed: tuple[int, ...] = ()
    failures: tuple[Text, ...] = ()
    indexer_count: int = 0
    problems: tuple[IndexerProblem, ...] = ()
    seconds: float = 0.0


class ListedRelease(msgspec.Struct, frozen=True, kw_only=True):
    """A release as the page shows it: its judgement with every rule and every contribution to the score, the other
    indexers that have the same bytes, and how it compares with the best, level by level (None for the best)."""

    judged: Judged
    also_on: tuple[str, ...] = ()
    comparison: tuple[Comparison, ...] | None = None


class InteractiveReport(msgspec.Struct, frozen=True, kw_only=True):
    """Releases for one version, best first."""

    title_id: int
    version_id: int
    version_name: str
    releases: tuple[ListedRelease, ...] = ()
    indexer_count: int = 0
    problems: tuple[IndexerProblem, ...] = ()
    seconds: float = 0.0
    is_complete: bool = True

    @property
    def fitting_count(self) -> int:
        return sum(listed.judged.outcome == "accepted" for listed in self.releases)


OnReport = Callable[[InteractiveReport], None]


async def search_title(
    house: House,
    title_id: int,
    *,
    episode_ids: Sequence[int] = (),
    season: int | None = None,
    version_id: int | None = None,
    origin: Origin = Origin.SEARCH,
    actor: Actor = MONARR,
) -> SearchReport:
    """Looks for a film, or for episodes of a series: those given, those of the season, else all that are wanted; grabs
    the best for each version. Raises NotFound when the title has gone."""
    started = house.clock.monotonic()
    wanted, rules = await _load(house, title_id)
    user_invoked = actor.user_id is not None
    found: list[Judging] = []
    choice = Choice()
    answers: list[IndexerAnswer] = []
    asked: set[bytes] = set()
    rounds = _rounds(house, wanted, rules, episode_ids, season, version_id, user_invoked)
    indexers = indexers_for(wanted, list(rules.indexers.values()), origin)
    for version, episodes in rounds:
        wanted_ids = tuple(episode.id for episode in episodes)
        for queries in _question_rounds(wanted, episodes, whole_season=season is not None):
            open_ids = [item for item in (wanted_ids or (title_id,)) if (version.id, item) not in choice.covered]
            chosen = [query for query in queries(open_ids) if open_ids]
            if not chosen:
                continue
            fresh = [query for query in chosen if msgspec.json.encode(query) not in asked]
            asked |= {msgspec.json.encode(query) for query in fresh}
            if fresh:  # a film's other versions are judged by the same answers
                answers += [answer async for answer in ask_all(house, indexers, fresh)]
            offers = _latest_offers(answers)
            judging = await judge_offers(
                house, offers, title_id, origin=origin, version_id=version.id, wanted_episode_ids=wanted_ids,
                user_invoked=user_invoked, is_season_search=season is not None,
            )  # fmt: skip
            found.append(judging)
            await grab_best(house, judging.judged, open_ids, choice, actor=actor, origin=origin)
        await house.db.write(record_searched, title_id, [version.id], wanted_ids, house.clock.now())
    judged = {(one.release_id, one.version_id): one for judging in found for one in judging.judged}.values()
    return SearchReport(
        title_id=title_id,
        release_count=len({one.release_id for one in judged}),
        accepted_count=sum(one.outcome == "accepted" for one in judged),
        waiting_count=sum(one.outcome == "waiting" for one in judged),
        grabbed=tuple(choice.download_ids),
        failures=tuple(choice.failures),
        indexer_count=len(indexers),
        problems=_problems(answers),
        seconds=house.clock.monotonic() - started,
    )


async def interactive_search(
    house: House,
    title_id: int,
    *,
    episode_id: int | None = None,
    season: int | None = None,
    version_id: int | None = None,
    words: str | None = None,
    on_report: OnReport | None = None,
) -> InteractiveReport:
    """Everything the indexers have for one version (the default one, unless said), judged and explained, best first.
    `words` replaces the questions by what a person typed. `on_report` hears the list so far after each answer. Raises
    NotFound."""
    started = house.clock.monotonic()
    wanted, rules = await _load(house, title_id)
    version = _version(wanted, version_id)
    episodes = _asked_episodes(wanted, episode_id, season)
    queries = [text_query(words)] if words else _interactive_queries(wanted, episodes, whole_season=episode_id is None)
    indexers = indexers_for(wanted, list(rules.indexers.values()), Origin.INTERACTIVE)
    answers: list[IndexerAnswer] = []
    judged: list[Judged] = []

    def report(*, is_complete: bool) -> InteractiveReport:
        return InteractiveReport(
            title_id=title_id,
            version_id=version.id,
            version_name=version.name,
            releases=_listed(judged),
            indexer_count=len(indexers),
            problems=_problems(answers),
            seconds=house.clock.monotonic() - started,
            is_complete=is_complete,
        )

    async for answer in ask_all(house, indexers, queries):
        answers.append(answer)
        if on_report is not None and len(answers) < len(indexers):
            judged = await _judge_interactive(house, answers, title_id, version, episodes)
            on_report(report(is_complete=False))
    judged = await _judge_interactive(house, answers, title_id, version, episodes)
    await house.db.write(
        record_searched, title_id, [version.id], [episode.id for episode in episodes], house.clock.now()
    )
    finished = report(is_complete=True)
    if on_report is not None:
        on_report(finished)
    return finished


def with_blocked(report: InteractiveReport, release_id: int, *, blocked: bool = True) -> InteractiveReport:
    """The report as it is after somebody put one of its releases on the blocklist, or took it off: that one is judged
    again, the order stays."""

    def again(listed: ListedRelease) -> ListedRelease:
        judged = listed.judged
        if judged.release_id != release_id:
            return listed
        candidate = judged.candidate
        entry = Blocked(candidate.release_title, candidate.info_hash, candidate.indexer_id, reason="user")
        others = tuple(one for one in judged.facts.blocklist if not _is_entry_of(one, entry))
        facts = msgspec.structs.replace(judged.facts, blocklist=(*others, entry) if blocked else others)
        judgement = judge(candidate, facts)
        judged = msgspec.structs.replace(judged, facts=facts, judgement=judgement, outcome=outcome_of(judgement))
        return msgspec.structs.replace(listed, judged=judged)

    return msgspec.structs.replace(report, releases=tuple(again(listed) for listed in report.releases))


def _is_entry_of(one: Blocked, entry: Blocked) -> bool:
    """As `block` tells entries apart: by the hash where there is one, else by the indexer."""
    same = one.info_hash == entry.info_hash if entry.info_hash else one.indexer_id == entry.indexer_id
    return one.title == entry.title and same


async def _judge_interactive(
    house: House, answers: list[IndexerAnswer], title_id: int, version: VersionFacts, episodes: list[EpisodeFacts]
) -> list[Judged]:
    judging = await judge_offers(
        house,
        _latest_offers(answers),
        title_id,
        origin=Origin.INTERACTIVE,
        version_id=version.id,
        wanted_episode_ids=[episode.id for episode in episodes],
        user_invoked=True,
    )
    return list(judging.judged)


async def _load(house: House, title_id: int) -> tuple[Wanted, JudgingRules]:
    wanted = (await house.db.read(load_wanted, [title_id], house.clock.now())).get(title_id)
    if wanted is None:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    return wanted, await house.db.read(load_rules)


def _version(wanted: Wanted, version_id: int | None) -> VersionFacts:
    for version in wanted.versions:
        if version_id is None or version.id == version_id:
            return version
    raise NotFound(text("This title has no such version."), subject=f"item:{wanted.id}")


def _rounds(
    house: House,
    wanted: Wanted,
    rules: JudgingRules,
    episode_ids: Sequence[int],
    season: int | None,
    version_id: int | None,
    user_invoked: bool,
) -> list[tuple[VersionFacts, list[EpisodeFacts]]]:
    """The versions to look for, each with its episodes; for a film none. A series with nothing wanted has no round."""
    rounds: list[tuple[VersionFacts, list[EpisodeFacts]]] = []
    now = house.clock.now()
    for version in wanted.versions:
        if version_id not in (None, version.id) or (version_id is None and not version.monitored):
            continue
        if wanted.kind is MediaKind.MOVIE:
            rounds.append((version, []))
            continue
        episodes = episodes_of(wanted, episode_ids)
        profile = rules.profiles.get(version.quality_profile_id)
        if not episode_ids and profile is not None:
            facts = FactsOf(wanted, version, rules, now=now, origin=Origin.SEARCH, user_invoked=user_invoked)
            things = wanted_things(wanted, version, profile, now, facts)
            if season is not None:
                things = [thing for thing in things if thing.season == season]
            episodes = episodes_of(wanted, (thing.item_id for thing in things))
        if episodes:
            rounds.append((version, episodes))
    return rounds


def _question_rounds(
    wanted: Wanted, episodes: list[EpisodeFacts], *, whole_season: bool
) -> list[Callable[[list[int]], list[Query]]]:
    """Rounds of questions; each is told which items are still open. Episodes that a season's question brought nothing
    for are asked one by one."""
    if wanted.kind is MediaKind.MOVIE:
        return [lambda _open: [movie_query(wanted)]]
    first = series_queries(wanted, episodes, whole_season=whole_season)
    asked = {(query.season, query.episode, query.air_date) for query in first}

    def singly(open_ids: list[int]) -> list[Query]:
        remaining = [episode_query(wanted, episode) for episode in episodes if episode.id in open_ids]
        fresh = [query for query in remaining if (query.season, query.episode, query.air_date) not in asked]
        return fresh[:_MOST_SINGLE_EPISODES]

    return [lambda _open: first, singly]


def _interactive_queries(wanted: Wanted, episodes: list[EpisodeFacts], *, whole_season: bool) -> list[Query]:
    if wanted.kind is MediaKind.MOVIE:
        return [movie_query(wanted)]
    return series_queries(wanted, episodes, whole_season=whole_season)


def _asked_episodes(wanted: Wanted, episode_id: int | None, season: int | None) -> list[EpisodeFacts]:
    if wanted.kind is MediaKind.MOVIE:
        return []
    if episode_id is not None:
        found = episodes_of(wanted, [episode_id])
        if not found:
            raise NotFound(text("There is no such episode."), subject=f"item:{episode_id}")
        return found
    return [episode for episode in wanted.episodes if season is None or episode.numbers.season == season]


def _latest_offers(answers: Iterable[IndexerAnswer]) -> list[Offer]:
    """Every release once for each indexer that has it."""
    return list({offer.key: offer for answer in answers for offer in answer.offers}.values())


def _problems(answers: Iterable[IndexerAnswer]) -> tuple[IndexerProblem, ...]:
    """One for each indexer, the last that it had."""
    found = {answer.indexer_id: IndexerProblem(answer.indexer_id, answer.indexer_name, answer.problem)
             for answer in answers if answer.problem is not None}  # fmt: skip
    return tuple(found.values())


def _listed(judged: Sequence[Judged]) -> tuple[ListedRelease, ...]:
    """Releases with the same hash stand once, as the indexer that is preferred has them; the others are named."""
    first: dict[str, Judged] = {}
    others: dict[int, list[str]] = {}
    for one in judged:
        info_hash = one.candidate.info_hash
        kept = first.setdefault(info_hash, one) if info_hash else one
        if kept is not one:
            others.setdefault(kept.release_id, []).append(one.offer.indexer_name)
    shown = [one for one in judged if not one.candidate.info_hash or first[one.candidate.info_hash] is one]
    best = shown[0] if shown else None
    return tuple(
        ListedRelease(
            judged=one,
            also_on=tuple(others.get(one.release_id, ())),
            comparison=None
            if best is None or one is best
            else tuple(explain_comparison(one.candidate, best.candidate, one.facts)),
        )
        for one in shown
    )
