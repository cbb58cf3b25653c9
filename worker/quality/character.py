"""Whether the two people of a conversation speak to each other, and to nobody who reads them.

A judge is a model, and what a message says to it may move it; so may a learner. The score must not rest on
its standing firm: words for a judge, a model or a program bar the text here, by code. Reads English.
"""

import re
from typing import Final

from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import fold

_TAGS: Final = (
    "plan|dialogue|judge|judge_again|repair|faults|facts|public_lines|guidance|requirements|annotate_turn|"
    "previous_faults|example_conversation|system|assistant|user|human"
)
_READERS: Final = "judge|grader|evaluator|rater|scorer|model|assistant|ai"
# Of what is read, so that a court's judge, a credit score and a rated bond are none of it.
_READ: Final = "conversation|dialogue|dialog|transcript|answers?|responses?|example"
# Orders to whoever reads, talk of the prompt, requests for a score; tags and placeholders of a prompt.
_OUTSIDE: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:(?:all|any|everything|the|your|my|of) )*"
    r"(?:previous|above|prior|earlier|preceding) (?:instructions?|prompts?|rules?|guidelines|directions)\b"
    r"|\bsystem prompt\b|\bas an ai (?:language model|assistant|model)\b"
    rf"|\b(?:note|message|instructions?) (?:to|for) (?:the|any|every) (?:{_READERS})\b"
    rf"|\b(?:score|rate|grade|judge) (?:this|the|these|each|every) (?:\w+ )?(?:{_READ})\b"
    r"|\b(?:give|award|assign)(?: [\w,-]+){0,6} (?:scores?|marks?|ratings?) of (?:5|five|10|ten)\b"
    rf"|</?(?:{_TAGS})\b|\{{\{{\s*\w+\s*\}}\}}",
    re.IGNORECASE,
)


def speaks_in_character(subject: Subject) -> Outcomes:
    """No message speaks to a judge, a model or a program: no orders, no wish for a score, no tags."""
    for turn in subject.conversation.turns:
        for part in ("user_input", "target_response"):
            found = _OUTSIDE.search(fold(getattr(turn, part)))
            yield (
                None
                if found is None
                else Fault(
                    message=f"The {part} of turn {turn.turn_number} speaks to its reader: “{found.group()}”.",
                    action="Let the two people speak to each other, and to nobody else.",
                    turn=turn.turn_number,
                    evidence={"part": part, "words": found.group()},
                )
            )


CHARACTER: Final = (Check("speaks_in_character", "structure", speaks_in_character, severity="error"),)
