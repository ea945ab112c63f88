"""Sentences of the rules about quality, score and what is here already."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "quality-allowed": entry(
        text("Quality in the profile"),
        (
            text("The quality is {quality}, which the profile “{profile}” leaves out."),
            text("The profile leaves this quality out."),
        ),
        (text("{quality} is allowed."), text("The quality is allowed.")),
        (
            ntext(
                "The only release is {quality}, which the profile “{profile}” leaves out.",
                "The nearest of {count} releases is {quality}, which the profile “{profile}” leaves out.",
                0,
            ),
            text("No release has a quality that this profile allows."),
        ),
    ),
    "cutoff": entry(
        text("Goal of the profile"),
        {
            "score": text("The file here scores {existing_score}, and {cutoff_score} is the goal."),
            "quality": text("The {existing_quality} here already meets the goal, {cutoff}."),
            "": text("What is here already meets the goal."),
        },
        (text("The {existing_quality} here is under the goal, {cutoff}."), text("Better is wanted.")),
        {
            "score": text("The file here scores {existing_score} of the wanted {cutoff_score}; that is enough."),
            "quality": text(
                "The {existing_quality} here already meets the goal, {cutoff}; nothing better is looked for."
            ),
            "": text("What is here already meets the goal; nothing better is looked for."),
        },
    ),
    "upgrades-allowed": entry(
        text("Upgrades"),
        (
            text("The {existing_quality} here stays: the profile “{profile}” allows no upgrades."),
            text("What is here stays: the profile allows no upgrades."),
        ),
        text("Upgrades are allowed."),
        (
            text("The {existing_quality} here stays, because the profile “{profile}” allows no upgrades."),
            text("What is here stays, because the profile allows no upgrades."),
        ),
    ),
    "upgrade": entry(
        text("Better than what is here"),
        {
            "worse-quality": text("It is {quality}, and the {existing_quality} here is better."),
            "older-revision": text("It is version {revision}, and version {existing_revision} is here."),
            "worse-language": text("It lacks {lost_languages}, which the file here has."),
            "worse-score": text("It scores {score}, and the file here scores {existing_score}."),
            "small-increment": text("It scores {score}, {existing_score} is here; a step must be {increment} or more."),
            "same": text("It is no better than the {existing_quality} here."),
            "pack": text("Only {gain_count} of its {held_count} episodes are better than what is here."),
            "": text("It is no better than what is here."),
        },
        {
            "better-quality": text("{quality} is better than the {existing_quality} here."),
            "newer-revision": text("It repairs the {existing_quality} here."),
            "better-language": text("It has {gained_languages}, which the file here lacks."),
            "better-score": text("It scores {score}; the file here scores {existing_score}."),
            "": text("It is better than what is here."),
        },
        {
            "worse-quality": ntext(
                "The only release is {quality}, and the {existing_quality} here is better.",
                "The nearest of {count} releases is {quality}, and the {existing_quality} here is better.",
                0,
            ),
            "worse-language": ntext(
                "The only release lacks {lost_languages}, which the file here has.",
                "The nearest of {count} releases lacks {lost_languages}, which the file here has.",
                0,
            ),
            "worse-score": ntext(
                "The only release scores {score}, and the file here scores {existing_score}.",
                "The nearest of {count} releases scores {score}, and the file here scores {existing_score}.",
                0,
            ),
            "small-increment": ntext(
                "The only release scores {score}; {existing_score} is here, and a step must be {increment} or more.",
                "The nearest of {count} releases scores {score}; {existing_score} is here, and steps are {increment}.",
                0,
            ),
            "same": ntext(
                "The only release is no better than the {existing_quality} here.",
                "None of {count} releases is better than the {existing_quality} here.",
                0,
            ),
            "older-revision": ntext(
                "The only release is version {revision}, and version {existing_revision} is here.",
                "The nearest of {count} releases is version {revision}, and version {existing_revision} is here.",
                0,
            ),
            "pack": text(
                "In the nearest pack only {gain_count} of {held_count} episodes are better than what is here."
            ),
            "": ntext(
                "The only release is no better than what is here.",
                "None of {count} releases is better than what is here.",
                0,
            ),
        },
    ),
    "minimum-format-score": entry(
        text("Least score"),
        {
            "format": text("“{format}” takes {points} points: it scores {score}, and {limit} is the least."),
            "": text("It scores {score}, and {limit} is the least for this profile."),
        },
        (text("It scores {score}; {limit} is asked."), text("The score is high enough.")),
        {
            "format": ntext(
                "The only release scores {score} because of “{format}”, and this profile asks for {limit}.",
                "The nearest of {count} releases scores {score} because of “{format}”; this profile asks for {limit}.",
                0,
            ),
            "": ntext(
                "The only release scores {score}, and this profile asks for {limit}.",
                "The nearest of {count} releases scores {score}, and this profile asks for {limit}.",
                0,
            ),
        },
    ),
    "same-group": entry(
        text("Repack of the same group"),
        {
            "no-group": text("It is a repack of nobody knows whose release; the file here is from {existing_group}."),
            "group-lost": text("It repairs the release of {group}; nobody knows which group the file here is from."),
            "": text("It repairs the release of {group}, and the file here is from {existing_group}."),
        },
        text("It repairs the release that is here."),
        text("The nearest release repairs another group's release than the one here."),
    ),
    "anime-version": entry(
        text("Version of the same group"),
        {
            "no-group": text("It is version 2 of nobody knows whose release; the file here is from {existing_group}."),
            "group-lost": text("It is a new version by {group}; nobody knows which group the file here is from."),
            "": text("It is a new version by {group}, and the file here is from {existing_group}."),
        },
        text("It is a new version of the release that is here."),
        text("The nearest release is a new version of another group's than the one here."),
    ),
    "repairs": entry(
        text("Propers and repacks"),
        (
            text("It only repairs the {existing_quality} here, and this house keeps what is here."),
            text("It is a proper or repack, and this house keeps what is here."),
        ),
        text("It is more than a repair."),
        (
            text("The nearest release only repairs the {existing_quality} here, and this house keeps what is here."),
            text("The nearest release is a repair, and this house keeps what is here."),
        ),
    ),
    "queue-goal": entry(
        text("What is arriving is enough"),
        (
            text("{queued_quality} is arriving, which meets the goal, {cutoff}."),
            text("What is arriving meets the goal of the profile."),
        ),
        (
            text("{queued_quality} is arriving, under the goal, {cutoff}."),
            text("Better than what is arriving is wanted."),
        ),
        (
            text("{queued_quality} is arriving, which meets the goal, {cutoff}."),
            text("What is arriving meets the goal of the profile."),
        ),
    ),
    "queue-upgrades": entry(
        text("Better than what is arriving"),
        (
            text("{queued_quality} is arriving, and the profile “{profile}” allows no upgrades."),
            text("Another release is arriving, and the profile allows no upgrades."),
        ),
        text("Upgrades of what is arriving are allowed."),
        (
            text("{queued_quality} is arriving, and the profile “{profile}” allows no upgrades."),
            text("Another release is arriving, and the profile allows no upgrades."),
        ),
    ),
    "proper-age": entry(
        text("Age of what it repairs"),
        (
            text("The file here is {existing_age_days} old; only the first {limit_days} are repaired by feeds."),
            text("The file here is too old to be repaired by feeds."),
        ),
        text("The file here is young enough to be repaired."),
        (
            text("The file here is {existing_age_days} old; feeds repair only what came in the last {limit_days}."),
            text("The file here is too old to be repaired by feeds."),
        ),
    ),
}
