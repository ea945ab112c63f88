"""Why a custom format, or another file of a guide, cannot be used."""

from __future__ import annotations

from monarr.core.formats import FormatError
from monarr.core.guides import GuideProblem
from monarr.core.text import Text, text

_FORMATS = {
    "not-a-format": text("This is no custom format: it needs a name and conditions."),
    "empty-expression": text("The condition “{condition}” has no expression."),
    "bad-expression": text("The expression of “{condition}” cannot be read: {detail}"),
    "long-expression": text("The expression of “{condition}” is too long."),
    "missing-value": text("The condition “{condition}” has no value."),
    "unknown-value": text("The condition “{condition}” has a value that Monarr does not know: {detail}"),
    "unknown-implementation": text("Monarr has no condition of the kind “{detail}”."),
}
_GUIDES = {
    "no-json": text("This is no JSON: {detail}"),
    "unreadable": text("The file is not there, or cannot be read."),
    "damaged": text("The archive is damaged, or larger than a guide is."),
    "too-large": text("The file is larger than a guide's files are."),
    "unknown-content": text("This is no custom format, profile, quality size, format group or naming of a guide."),
    "other-kind": text("This is naming for {detail}. Import it as that."),
    "missing-name": text("A name is missing."),
    "no-steps": text("The profile lists no quality."),
    "unknown-quality": text("There is no quality “{detail}”."),
    "repeated-quality": text("“{detail}” stands in the profile twice."),
    "bad-cutoff": text("“{detail}” is no allowed quality of the profile, so nothing can be looked for up to it."),
    "missing-format": text("The profile counts a custom format that is not here: {detail}"),
    "bad-number": text("“{detail}” is no number that fits here."),
    "bad-limits": text("The limits of {detail} contradict each other."),
    "bad-pattern": text("The pattern “{detail}” is empty, or is no text."),
    "bad-shape": text("“{detail}” is not as guides write it."),
}


def format_problem(error: FormatError) -> Text:
    """What is amiss with a format."""
    sentence = _FORMATS.get(error.code, _FORMATS["not-a-format"])
    return Text(sentence.template, params={"condition": error.condition, "detail": error.detail})


def guide_problem(problem: GuideProblem) -> Text:
    """What is amiss with a file of a guide."""
    if problem.code in _FORMATS:
        sentence = format_problem(FormatError(problem.name, problem.condition, problem.code, problem.detail))
        return text("{name}: {problem}", name=problem.name, problem=sentence) if problem.name else sentence
    sentence = _GUIDES.get(problem.code, _GUIDES["unknown-content"])
    return Text(sentence.template, params={"detail": problem.detail})
