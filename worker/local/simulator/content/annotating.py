"""Writes the annotation of one turn: the five sections, each about this very message and this very answer.

Deterministic by conversation, turn and draft. Tested in tests/unit/test_simulator_annotation.py.
"""

import re
from typing import Any

from worker.domain.plan import QualityRequirements, Range
from worker.local.simulator.content import emotions, phrases, quotes
from worker.local.simulator.content.annotation_bank import AnnotationBank, Role, load
from worker.local.simulator.content.dice import Deck, generator

Section = dict[str, Any]
_LEAD_WORDS = 5
_FIXED = 6  # stored values beside emotions, quotes, needs and flags: intensity, valence, four assessments
_OF_PROGRESSION = 4
_AIM = 40  # indicators aimed at, within the bar
_ROLE_IN_OPENING = 2  # sentences in which an acknowledgement is looked for first


class TurnAnnotator:
    """Annotates one turn of a dialogue.

    Args:
        dialogue: the JSON of <dialogue>.
        number: the turn.
        requirements: the bar.
        draft: tells one try from another.
        seed: of the simulator.
    """

    def __init__(
        self, dialogue: dict[str, Any], number: int, requirements: QualityRequirements, draft: str, seed: int
    ) -> None:
        turns = {int(turn["turn_number"]): turn for turn in dialogue["turns"]}
        self._bar = requirements
        self._number = number
        self._turn: dict[str, Any] = turns[number]
        self._previous: dict[str, Any] | None = turns.get(number - 1)
        self._phase = "first" if number == 1 else "last" if number == max(turns) else "middle"
        self._emotion = str(self._turn["primary_emotion"])
        identity = str(dialogue["conversation_id"])
        self._random = generator(seed, identity, number, draft)
        self._deck = Deck(identity, f"{seed}/{number}/{draft}")
        self._bank: AnnotationBank = load()
        self._fixed = _FIXED + (_OF_PROGRESSION if number > 1 else 0)
        fewest = 2 * requirements.detected_emotions.least + 3 * (
            requirements.client_needs.least + requirements.red_flags.least
        )
        room = requirements.emotional_indicators.most - self._fixed - fewest
        self._quotes = quotes.find(str(self._turn["user_input"]), self._emotion, requirements, room)
        self._told = quotes.telling(self._quotes)

    def part(self, name: str) -> Section:
        """The breakdown, or the reading: the other four sections, as ReadingDraft is shaped."""
        if name == "breakdown":
            return self.response_breakdown()
        return {
            "emotional_context": self.emotional_context(),
            "response_strategy": self.response_strategy(),
            "expected_response": self.expected_response(),
            "training": self.training(),
        }

    def section(self, name: str) -> Section:
        """One section by its name in ANNOTATION_SECTIONS."""
        written: Section = getattr(self, name)()
        return written

    def emotional_context(self) -> Section:
        """See EmotionalContextDraft."""
        detected, needs, flags = self._counts()
        first, second = emotions.beside(self._emotion, self._random.randrange(90))
        confidences = [round(0.80 + self._random.random() * 0.15, 2)]
        confidences += [round(confidences[0] - 0.15 - 0.1 * step, 2) for step in range(2)]
        names = [self._emotion, first, second][:detected]
        lists = self._bank.lists["context"]
        return {
            "detected_emotions": [
                {"emotion": name, "confidence": confidence}
                for name, confidence in zip(names, confidences, strict=False)
            ],
            "intensity": float(self._turn["intensity"]),
            "valence": self._valence(),
            "emotional_indicators": self._indicators(),
            "progression": self._progression(),
            **{
                name: self._fill(self._deck.draw(name, lists[name]))
                for name in ("risk_level", "engagement_readiness", "knowledge_level", "trust_level")
            },
            "client_needs": [
                {"need": need, "rationale": rationale}
                for need, rationale in self._several("needs", lists["needs"], needs)
            ],
            "red_flags": [
                {"flag": flag, "implication": implication, "handling": handling}
                for flag, implication, handling in self._several("red_flags", lists["red_flags"], flags)
            ],
        }

    def response_strategy(self) -> Section:
        """See ResponseStrategyDraft."""
        lists, bar = self._bank.lists["strategy"], self._bar
        sentences = _within(2 + self._random.randrange(2), bar.rationale_sentences)
        rationale = [self._fill(self._deck.draw("rationale_one", lists["rationale_one"]))]
        rationale += [self._deck.draw(name, lists[name]) for name in ("rationale_two", "rationale_three")]
        chosen = self._several("tactics", lists["tactics"], _within(6, bar.tactical_choices))
        return {
            "primary_strategy": self._deck.draw("primary", lists[self._phase]),
            "primary_rationale": " ".join(rationale[:sentences]),
            "secondary_strategies": self._several(
                "secondary", lists["secondary"], _within(2 + self._number % 2, bar.secondary_strategies)
            ),
            "tone_selection": self._deck.draw("tone", lists["tone"]),
            "tone_rationale": self._fill(self._deck.draw("tone_rationale", lists["tone_rationale"])),
            "pacing": {"first": "slow", "middle": "moderate", "last": "moderate"}[self._phase],
            "tactical_choices": {
                "taken": [name for name in chosen if name not in lists["refused"]],
                "declined": [name for name in chosen if name in lists["refused"]],
            },
            "avoid_tactics": self._several("avoid", lists["avoid"], _within(3, bar.avoid_tactics)),
            "specific_techniques": [
                {"technique": technique, "application": application, "purpose": purpose}
                for technique, application, purpose in self._several(
                    "techniques", lists["techniques"], _within(2 + self._number % 2, bar.specific_techniques)
                )
            ],
        }

    def response_breakdown(self) -> Section:
        """See ResponseBreakdownDraft."""
        structure = self._deck.draw("structure", self._bank.lists["training"]["structure"])
        return {
            "structure_type": structure,
            "sentences": [
                self._sentence(int(sentence["number"]), str(sentence["text"]))
                for sentence in self._turn["sentences"]
            ],
        }

    def expected_response(self) -> Section:
        """See ExpectedResponseDraft."""
        lists, bar = self._bank.lists["expected"], self._bar
        return {
            "positive": self._several("positive", lists["positive"], _within(3, bar.positive_indicators)),
            "neutral": self._several("neutral", lists["neutral"], _within(2, bar.neutral_indicators)),
            "negative": self._several("negative", lists["negative"], _within(2, bar.negative_indicators)),
        }

    def training(self) -> Section:
        """See TrainingDraft."""
        lists = self._bank.lists["training"]
        return {
            "difficulty_level": self._deck.draw("difficulty", lists["difficulty"]),
            "key_learning_objective": self._fill(self._deck.draw("objective", lists["objective"])),
            "demonstrates_skills": self._several("skills", lists["skills"], _within(5, self._bar.skills)),
            "emotional_progression_target": self._fill(self._deck.draw("target", lists["target"])),
        }

    def _counts(self) -> tuple[int, int, int]:
        """How many emotions, needs and red flags bring the indicators nearest to the aim, within the bar."""
        bar = self._bar
        fixed = self._fixed + len(self._quotes)
        aim = min(max(_AIM, bar.emotional_indicators.least), bar.emotional_indicators.most)
        options = [
            (detected, needs, flags)
            for detected in _span(bar.detected_emotions)
            for needs in _span(bar.client_needs)
            for flags in _span(bar.red_flags)
        ]
        return min(
            options, key=lambda counts: abs(fixed + 2 * counts[0] + 3 * counts[1] + 3 * counts[2] - aim)
        )

    def _valence(self) -> str:
        if emotions.is_pleasant(self._emotion):
            return "positive" if self._phase == "last" else "mixed"
        return "negative" if self._phase == "first" else "mixed"

    def _indicators(self) -> list[Section]:
        found: dict[str, list[str]] = {}
        for quote in self._quotes:
            found.setdefault(quote.category, []).append(quote.words)
        return [{"category": name, "quotes": words} for name, words in found.items()]

    def _progression(self) -> str:
        if self._previous is None:
            return ""
        text = self._deck.draw("progression", self._bank.lists["context"]["progression"])
        return self._fill(text, previous=str(self._previous["primary_emotion"]))

    def _sentence(self, number: int, text: str) -> Section:
        role = self._role(number, text)
        function, purpose, technique = self._deck.draw(f"labels/{role.name}", role.labels)
        lead = " ".join(text.split()[:_LEAD_WORDS]).strip("“”\"',.:;!?")
        written = {
            "number": number,
            "function": function,
            "purpose": purpose,
            "technique": technique,
            "teaches": self._fill(self._deck.draw(f"teaches/{role.name}", role.teaches), lead=lead),
            "phrases": [
                [explained.phrase, explained.reason]
                for explained in phrases.explain(text, self._bar.word_choices, self._deck)
            ],
        }
        where_it_applies = {
            "principle": self._deck.draw(f"principles/{role.name}", role.principles),
            "note": self._deck.draw(f"notes/{role.name}", role.notes),
        }
        return written | {name: words for name, words in where_it_applies.items() if words}

    def _role(self, number: int, text: str) -> Role:
        lower = text.lower()
        opening = self._bank.role("acknowledge")
        if number <= _ROLE_IN_OPENING and (self._emotion.lower() in lower or opening.cues.search(lower)):
            return opening
        return next(role for role in self._bank.roles if role.cues.search(lower))

    def _several(self, name: str, options: list[Any], count: int) -> list[Any]:
        """`count` different entries, their placeholders filled in."""
        drawn = [self._deck.draw(name, options) for _ in range(min(count, len(options)))]
        return [
            self._fill(entry) if isinstance(entry, str) else [self._fill(part) for part in entry]
            for entry in drawn
        ]

    def _fill(self, text: str, *, lead: str = "", previous: str = "") -> str:
        told = self._told or (self._emotion,)
        quote = self._deck.draw("told", told) if "{quote}" in text else ""
        if not lead and "{lead}" in text:
            lead = " ".join(str(self._turn["sentences"][0]["text"]).split()[:_LEAD_WORDS]).rstrip(",.;:")
        return re.sub(
            r"\{(\w+)\}",
            lambda match: {
                "quote": quote,
                "lead": lead,
                "emotion": self._emotion.replace("_", " "),
                "previous": previous,
                "previous_capital": previous[:1].upper() + previous[1:],
            }[match.group(1)],
            text,
        )


def _within(count: int, bar: Range) -> int:
    return min(max(count, bar.least), bar.most)


def _span(bar: Range) -> range:
    return range(bar.least, bar.most + 1)
