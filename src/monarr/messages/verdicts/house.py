"""Sentences of the rules about the house: what is monitored, blocked, connected."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "monitored": entry(
        text("Monitored"),
        {
            "title": text("“{title}” is not monitored, so nothing comes by itself."),
            "none": text("None of its episodes is monitored."),
            "episodes": text("Only {monitored_count} of its {held_count} episodes are monitored."),
            "": text("It is not monitored, so nothing comes by itself."),
        },
        text("It is monitored."),
        {
            "title": text("Not monitored, so nothing comes by itself. Search finds it all the same."),
            "none": text("No episode of the nearest release is monitored."),
            "": text("Not all episodes of the nearest release are monitored."),
        },
    ),
    "seeders": entry(
        text("Seeders"),
        (
            text("{seeders}, and {limit} is the least for {indexer}; more may come."),
            text("{seeders}, and {limit} is the least; more may come."),
            text("Too few have it; more may come."),
        ),
        (text("{seeders}."), text("Enough have it.")),
        (
            ntext(
                "The only release has {seeders}, and {limit} is the least; more may come.",
                "The nearest of {count} releases has {seeders}, and {limit} is the least; more may come.",
                0,
            ),
            text("Too few have the nearest release; more may come."),
        ),
    ),
    "blocklist": entry(
        text("Blocklist"),
        {
            "user": text("Somebody here put it on the blocklist."),
            "": text("It failed here before and is on the blocklist."),
        },
        text("It is not on the blocklist."),
        {
            "user": ntext(
                "Somebody here put the only release on the blocklist.",
                "Somebody here put the nearest of {count} releases on the blocklist.",
                0,
            ),
            "": ntext(
                "The only release failed here before and is on the blocklist.",
                "The nearest of {count} releases failed here before and is on the blocklist.",
                0,
            ),
        },
    ),
    "protocol": entry(
        text("Download client"),
        {
            "torrent": text("It is a torrent, and no torrent client is connected."),
            "usenet": text("It is on usenet, and no usenet client is connected."),
            "": text("No download client for it is connected."),
        },
        text("A download client for it is connected."),
        {
            "torrent": ntext(
                "The only release is a torrent, and no torrent client is connected.",
                "The nearest of {count} releases is a torrent, and no torrent client is connected.",
                0,
            ),
            "usenet": ntext(
                "The only release is on usenet, and no usenet client is connected.",
                "The nearest of {count} releases is on usenet, and no usenet client is connected.",
                0,
            ),
            "": text("No download client for the nearest release is connected."),
        },
    ),
    "indexer-flags": entry(
        text("Indexer flags"),
        (
            text("It is not marked {wanted_flags}, which {indexer} is set to ask for."),
            text("It lacks a mark that its indexer is set to ask for."),
        ),
        (text("It is marked {flags}."), text("It has the mark that is asked for.")),
        (
            ntext(
                "The only release is not marked {wanted_flags}, which its indexer is set to ask for.",
                "The nearest of {count} releases is not marked {wanted_flags}, which its indexer is set to ask for.",
                0,
            ),
            text("The nearest release lacks a mark that its indexer is set to ask for."),
        ),
    ),
    "protocol-allowed": entry(
        text("Protocol of the delay profile"),
        {
            "torrent": text("It is a torrent, which the delay profile “{profile}” leaves out."),
            "usenet": text("It is on usenet, which the delay profile “{profile}” leaves out."),
            "": text("The delay profile leaves its protocol out."),
        },
        text("Its protocol is taken."),
        {
            "torrent": text("The nearest release is a torrent, which the delay profile “{profile}” leaves out."),
            "usenet": text("The nearest release is on usenet, which the delay profile “{profile}” leaves out."),
            "": text("The delay profile leaves out the protocol of the nearest release."),
        },
    ),
    "indexer-serves": entry(
        text("Indexer for this title"),
        {
            "tags": text("{indexer} is kept for titles with other tags."),
            "library": text("{indexer} is kept for another library."),
            "": text("Its indexer is kept for other titles."),
        },
        text("Its indexer is for this title."),
        {
            "tags": text("The nearest release is at {indexer}, which is kept for titles with other tags."),
            "library": text("The nearest release is at {indexer}, which is kept for another library."),
            "": text("The nearest release is at an indexer that is kept for other titles."),
        },
    ),
    "file-lost": entry(
        text("File on its disk"),
        (
            text("The {existing_quality} here is missing from its disk; when it is back or let go, feeds go on."),
            text("The file here is missing from its disk; when it is back or let go, feeds go on."),
        ),
        text("What is here is on its disk."),
        (
            text("The {existing_quality} here is missing from its disk; nothing is fetched until that is settled."),
            text("The file here is missing from its disk; nothing is fetched until that is settled."),
        ),
    ),
}
