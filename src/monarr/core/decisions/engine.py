"""Runs the rules: all the cheap ones, always; those with I/O only when no cheap one has refused.

Rules are found by walking `monarr.core.decisions.rules`: each module there declares one `RULE`. Their order is that of
their cost, then of their code, so that a judgement reads the same everywhere.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from monarr.core.decisions import rules as rules_package
from monarr.core.decisions.model import (
    NOT_ASKED,
    Candidate,
    Check,
    Cost,
    Facts,
    Judgement,
    Outcome,
    Rule,
    Verdict,
)

_COST_ORDER = (Cost.NONE, Cost.DISK, Cost.NETWORK)
_REFUSED = Outcome.REFUSED  # an enum's member costs a look-up each time it is named


@cache
def find_rules() -> tuple[Rule, ...]:
    """Every rule there is: cheap ones first, then by code."""
    names = (module.name for module in pkgutil.iter_modules(rules_package.__path__) if not module.name.startswith("_"))
    found = [importlib.import_module(f"{rules_package.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: (_COST_ORDER.index(rule.cost), rule.code)))


def judge(candidate: Candidate, facts: Facts, rules: Sequence[Rule] | None = None) -> Judgement:
    """The verdicts of all rules on one candidate. A rule that was spared by an earlier refusal stays as `NOT_ASKED`
    with its code."""
    stages = _found_stages() if rules is None else _stages(rules)
    verdicts: list[Verdict] = []
    refused = False
    for place, stage in enumerate(stages):
        if refused and place > 0:
            verdicts += [silent for _, _, silent in stage]
            continue
        for rule, check, silent in stage:
            answer = check(candidate, facts)
            if answer is NOT_ASKED:
                verdicts.append(silent)
            elif answer.outcome is not _REFUSED:
                verdicts.append(Verdict(answer.outcome, answer.figures, rule.code))
            else:
                refused = True
                verdicts.append(_refusal(rule, answer))
    return Judgement(candidate=candidate, verdicts=tuple(verdicts))


_Stage = tuple[tuple[Rule, Check, Verdict], ...]  # with the answer of a rule that was not asked


def _stages(rules: Sequence[Rule]) -> tuple[_Stage, ...]:
    """The rules by cost, the cheap ones first: a stage with I/O is only asked when none before it refused."""
    return tuple(
        tuple((rule, rule.check, Verdict(Outcome.NOT_ASKED, code=rule.code)) for rule in rules if rule.cost is cost)
        for cost in _COST_ORDER
    )


@cache
def _found_stages() -> tuple[_Stage, ...]:
    return _stages(find_rules())


def _refusal(rule: Rule, answer: Verdict) -> Verdict:
    """The answer with the rule's code, its fix, and its hint to wait."""
    temporary, fix = rule.temporary or answer.temporary, answer.fix or rule.fix
    return Verdict(answer.outcome, answer.figures, rule.code, temporary, answer.until, fix)
