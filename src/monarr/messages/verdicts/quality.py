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
        (
            text("The {existing_quality} here already meets the goal, {cutoff}."),
            text("What is here already meets the goal."),
        ),
        (text("The {existing_quality} here is under the goal, {cutoff}."), text("Better is wanted.")),
        (
            text("The {existing_quality} here already meets the goal, {cutoff}; nothing better is looked for."),
            text("What is here already meets the goal; nothing better is looked for."),
        ),
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
            "worse-score": text("It scores {score}, and the file here scores {existing_score}."),
            "small-increment": text("It scores {score}, {existing_score} is here; a step must be {increment} or more."),
            "same": text("It is no better than the {existing_quality} here."),
            "": text("It is no better than what is here."),
        },
        {
            "better-quality": text("{quality} is better than the {existing_quality} here."),
            "newer-revision": text("It repairs the {existing_quality} here."),
            "better-score": text("It scores {score}; the file here scores {existing_score}."),
            "": text("It is better than what is here."),
        },
        {
            "worse-quality": ntext(
                "The only release is {quality}, and the {existing_quality} here is better.",
                "The nearest of {count} releases is {quality}, and the {existing_quality} here is better.",
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
            "": ntext(
                "The only release is no better than what is here.",
                "None of {count} releases is better than what is here.",
                0,
            ),
        },
    ),
    "minimum-format-score": entry(
        text("Least score"),
        (
            text("It scores {score}, and {limit} is the least for this profile."),
            text("It scores less than this profile asks."),
        ),
        (text("It scores {score}; {limit} is asked."), text("The score is high enough.")),
        (
            ntext(
                "The only release scores {score}, and this profile asks for {limit}.",
                "The nearest of {count} releases scores {score}, and this profile asks for {limit}.",
                0,
            ),
            text("No release scores what this profile asks."),
        ),
    ),
    "language": entry(
        text("Language"),
        (
            text("It is in {languages}, and this profile wants {wanted_languages}."),
            text("It is not in a language that this profile wants."),
        ),
        (text("It is in {languages}."), text("The language is wanted.")),
        (
            ntext(
                "The only release is in {languages}, and this profile wants {wanted_languages}.",
                "The nearest of {count} releases is in {languages}, and this profile wants {wanted_languages}.",
                0,
            ),
            text("No release is in a language that this profile wants."),
        ),
    ),
    "same-group": entry(
        text("Repack of the same group"),
        (
            text("It repairs the release of {group}, and the file here is from {existing_group}."),
            text("It repairs another group's release than the one here."),
        ),
        text("It repairs the release that is here."),
        text("The nearest release repairs another group's release than the one here."),
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
