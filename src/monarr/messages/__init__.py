"""The one message catalogue: sentences for verdicts, for "Why?", for events; numbers as people say them; languages.

`monarr.core` speaks in codes and figures, this package turns them into `core.text.Text`, and whoever shows a sentence
renders it with the reader's translator.
"""

from monarr.messages.events import EVENT_TYPES, event_sentence
from monarr.messages.locale import Translator, available_languages, translator
from monarr.messages.verdicts import (
    fix_label,
    member_sentence,
    named_verdict_sentence,
    refusals_sentence,
    rule_label,
    verdict_sentence,
)
from monarr.messages.why import Why, why

__all__ = [
    "EVENT_TYPES", "Translator", "Why", "available_languages", "event_sentence", "fix_label", "member_sentence",
    "named_verdict_sentence", "refusals_sentence", "rule_label", "translator", "verdict_sentence", "why",
]  # fmt: skip
