"""Sentences of the rules about time: what waits, what is too young, too old or not out."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "delay": entry(
        text("Delay"),
        (text("Waits another {wait_minutes} for something better."), text("Waits for something better.")),
        (text("It has waited {waited_minutes} of {delay_minutes}."), text("It has waited long enough.")),
        (
            text("Grabs in {wait_minutes}, unless a better one comes."),
            text("A release is chosen and waits for something better."),
        ),
    ),
    "minimum-age": entry(
        text("Least age"),
        (
            text("It is {age_minutes} old, and usenet gets {limit_minutes} to spread it; {wait_minutes} to go."),
            text("Too young to be on every usenet server; waiting helps."),
        ),
        (text("It is {age_minutes} old; {limit_minutes} is asked."), text("Old enough.")),
        (
            text("Grabs in {wait_minutes}, when the nearest release has spread over usenet."),
            text("The nearest release is too young to be on every usenet server; waiting helps."),
        ),
    ),
    "retention": entry(
        text("Retention"),
        (
            text("It is {age_days} old, and your usenet server keeps {limit_days}."),
            text("Older than your usenet server keeps."),
        ),
        (text("It is {age_days} old, within {limit_days}."), text("Within retention.")),
        (
            ntext(
                "The only release is {age_days} old, and your usenet server keeps {limit_days}.",
                "The nearest of {count} releases is {age_days} old, and your usenet server keeps {limit_days}.",
                0,
            ),
            text("Every release is older than your usenet server keeps."),
        ),
    ),
    "availability": entry(
        text("Out already"),
        (text("Not out yet; it is out in {wait_minutes}."), text("Not out yet, and nobody has given a date.")),
        text("It is out."),
        (
            text("Not out yet. It counts as out in {wait_minutes}, and is looked for then."),
            text("Not out yet, and nobody has given a date."),
        ),
    ),
    "full-season-aired": entry(
        text("Season complete"),
        (
            text("Season {season} has not ended ({unaired_count} to come), so the pack is not whole."),
            text("The season has not ended, so the pack is not whole."),
        ),
        text("The whole season has aired."),
        (
            text("The nearest release is a pack of season {season}, which has not ended ({unaired_count} to come)."),
            text("The nearest release is a pack of a season that has not ended."),
        ),
    ),
    "indexer-available": entry(
        text("Indexer answers"),
        (
            text("{indexer} failed and is left in peace for {wait_minutes}."),
            text("Its indexer failed and is left in peace for a while."),
        ),
        text("Its indexer answers."),
        (
            text("The nearest release is at {indexer}, which failed and is asked again in {wait_minutes}."),
            text("The nearest release is at an indexer that failed; it is asked again later."),
        ),
    ),
    "air-date": entry(
        text("Not before its date"),
        (
            text("It was published {early_days} before it was out; {grace_days} is allowed."),
            text("It was published before it was out, so it is hardly the real thing."),
        ),
        text("It was published after it was out."),
        (
            ntext(
                "The only release was published {early_days} before it was out, so it is hardly the real thing.",
                "The nearest of {count} releases was published {early_days} too early to be the real thing.",
                0,
            ),
            text("The nearest release was published before it was out, so it is hardly the real thing."),
        ),
    ),
    "recently-grabbed": entry(
        text("Not grabbed just now"),
        {
            "worse-quality": text(
                "{quality}, which is better, was grabbed {age_minutes} ago; again in {wait_minutes}."
            ),
            "older-revision": text("A later version was grabbed {age_minutes} ago; feeds try again in {wait_minutes}."),
            "worse-score": text("A better score was grabbed {age_minutes} ago; feeds try again in {wait_minutes}."),
            "same": text("As good a release was grabbed {age_minutes} ago; feeds try again in {wait_minutes}."),
            "": text("The same or better was grabbed just now."),
        },
        text("Nothing as good was grabbed lately."),
        (
            text("{quality} was grabbed {age_minutes} ago; if it fails, feeds try again in {wait_minutes}."),
            text("The same or better was grabbed just now."),
        ),
    ),
    "recent-goal": entry(
        text("What was grabbed is enough"),
        (
            text("{quality} was grabbed {age_minutes} ago and meets the goal; feeds try again in {wait_minutes}."),
            text("What was grabbed just now meets the goal."),
        ),
        (text("The {quality} grabbed lately is under the goal, {cutoff}."), text("Better is wanted.")),
        (
            text("{quality} was grabbed {age_minutes} ago and meets the goal; if it fails, again in {wait_minutes}."),
            text("What was grabbed just now meets the goal."),
        ),
    ),
    "already-imported": entry(
        text("Not imported before"),
        (
            text("This very release was imported {age_days} ago."),
            text("This very release was imported before."),
        ),
        text("It is new here."),
        (
            ntext(
                "The only release was imported {age_days} ago already.",
                "The nearest of {count} releases was imported {age_days} ago already.",
                0,
            ),
            text("The nearest release was imported before."),
        ),
    ),
    "in-queue": entry(
        text("Not arriving already"),
        {
            "worse-quality": text("{queued_quality} is arriving, which is better than {quality}."),
            "older-revision": text("A later version, {queued_quality}, is already arriving."),
            "worse-language": text("{queued_quality} is arriving, in a language that this profile wants and it lacks."),
            "worse-score": text("It scores {score}, and what is arriving scores {queued_score}."),
            "small-increment": text(
                "It scores {score}, {queued_score} is arriving; a step must be {increment} or more."
            ),
            "same": text("{queued_quality} is already arriving, which is as good."),
            "": text("It is already arriving."),
        },
        text("Nothing as good is arriving."),
        (text("{queued_quality} is already arriving, which is as good or better."), text("It is already arriving.")),
    ),
}
