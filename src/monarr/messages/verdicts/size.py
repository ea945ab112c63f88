"""Sentences of the rules about size and space."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "size-maximum": entry(
        text("Greatest size"),
        (
            text("Too big: {size_bytes}, and {limit_bytes} is the most for {runtime_minutes}."),
            text("Bigger than its quality may be."),
        ),
        (text("{size_bytes}; up to {limit_bytes} fits."), text("The size fits.")),
        {
            "movie": ntext(
                "The only release is {size_bytes}, and this profile allows {limit_bytes} for a film of {runtime_minutes}.",
                "The nearest of {count} releases is {size_bytes}, and this profile allows {limit_bytes} for a film of"
                " {runtime_minutes}.",
                0,
            ),
            "series": ntext(
                "The only release is {size_bytes}, and this profile allows {limit_bytes} for {runtime_minutes}.",
                "The nearest of {count} releases is {size_bytes}, and this profile allows {limit_bytes} for"
                " {runtime_minutes}.",
                0,
            ),
            "": text("Every release is bigger than this profile allows."),
        },
    ),
    "size-minimum": entry(
        text("Least size"),
        (
            text("Too small: {size_bytes}, and {quality} needs {limit_bytes} for {runtime_minutes}."),
            text("Smaller than its quality can be."),
        ),
        (text("{size_bytes}; at least {limit_bytes} is right."), text("The size fits.")),
        (
            ntext(
                "The only release is {size_bytes}; {quality} needs {limit_bytes} for {runtime_minutes}.",
                "The nearest of {count} releases is {size_bytes}; {quality} needs {limit_bytes} for {runtime_minutes}.",
                0,
            ),
            text("Every release is too small to be what it says."),
        ),
    ),
    "size-limit": entry(
        text("Limit of the house"),
        (
            text("{size_bytes}, and no release may be over {limit_bytes} in this house."),
            text("Bigger than this house allows."),
        ),
        (text("{size_bytes}; this house takes up to {limit_bytes}."), text("The size fits.")),
        (
            ntext(
                "The only release is {size_bytes}, and this house takes up to {limit_bytes}.",
                "The nearest of {count} releases is {size_bytes}, and this house takes up to {limit_bytes}.",
                0,
            ),
            text("Every release is bigger than this house allows."),
        ),
    ),
    "free-space": entry(
        text("Free space"),
        (
            text("It needs {size_bytes}; {free_bytes} is free, of which {reserve_bytes} stays free."),
            text("It does not fit on the disk."),
        ),
        (text("It needs {size_bytes}; {free_bytes} is free."), text("It fits on the disk.")),
        (
            ntext(
                "The only release needs {size_bytes}, and {free_bytes} is free. Making room is enough.",
                "The best of {count} releases needs {size_bytes}, and {free_bytes} is free. Making room is enough.",
                0,
            ),
            text("The disk is too full for the best release."),
        ),
    ),
    "sample": entry(
        text("No sample"),
        (text("A sample of {size_bytes}, not the whole."), text("A sample, not the whole.")),
        text("It is no sample."),
        text("Only a sample was found."),
    ),
}
