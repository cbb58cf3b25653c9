"""Writes the turns of a conversation: the plan's own matter, and phrases from the banks around it.

Deterministic by conversation and draft. Tested in tests/unit/test_simulator_dialogue.py.
"""

import re
from collections.abc import Callable

from worker.domain.conversation import words
from worker.domain.figures import STATED, figures_in
from worker.domain.plan import MESSAGE_WORDS, ConversationPlan, Range
from worker.domain.situation import planned
from worker.local.simulator.content import banks, emotions
from worker.local.simulator.content.composing import Piece, fit
from worker.local.simulator.content.dice import Deck, generator
from worker.local.simulator.content.story import Story, lower_first, tell
from worker.local.simulator.content.sums import Sum, sums_of

_CLIENT_POOL = {
    "first": ("uncertainty_language", "vulnerability", "decision_paralysis", "self_deprecation",
              "time_pressure", "social_comparison"),
    "middle": ("uncertainty_language", "vulnerability", "self_deprecation", "decision_paralysis"),
    "steadier": ("mid_work", "mid_work", "uncertainty_language"),
    "last": ("enthusiasm", "mid_work"),
}  # fmt: skip
_ADVISOR_POOL: dict[str, tuple[str, ...]] = {
    "first": ("why", "method", "normalize", "values"),
    "middle": ("why", "method", "credit", "values"),
    "last": ("method", "values", "credit", "handback"),
}
_EDGE_POOL: tuple[str, ...] = ("safe",)
_PARAGRAPH = {"normalize": 0, "reflect": 0, "credit": 2, "values": 2, "handback": 2, "safe": 1}
_QUOTE_WORDS = (4, 9)
# An explanation the plan only promises is left out: nobody here could give it.
_PROMISED = re.compile(r"\b(?:explain|define)\b")
_TARGET_RESPONSE = (160, 240)  # words aimed at, within the bar


class DialogueWriter:
    """Writes one conversation.

    Args:
        plan: what to follow.
        response_words: bounds of an answer.
        draft: tells one fresh draft from another.
        seed: of the simulator.
    """

    def __init__(self, plan: ConversationPlan, response_words: Range, draft: str, seed: int) -> None:
        self._plan = plan
        self._bounds = response_words
        self._random = generator(seed, plan.conversation_id, draft)
        self._deck = Deck(plan.conversation_id, f"{seed or ''}{draft}")
        self._client = banks.load("client").lists
        self._advisor = banks.load("advisor").lists
        self._story: Story = tell(plan, self._deck)
        self._figures = list(self._story.figures)
        self._random.shuffle(self._figures)
        self._known = planned(plan)
        self._sums: list[Sum] = list(sums_of(plan.scenario.figures, self._story.figures))
        self._random.shuffle(self._sums)
        self._stated: list[tuple[str, Sum]] = []

    def turns(self) -> list[dict[str, object]]:
        """All turns, as DraftTurn is shaped."""
        return [self._turn(number) for number in range(1, self._plan.turn_count + 1)]

    def _turn(self, number: int) -> dict[str, object]:
        plan, count = self._plan, self._plan.turn_count
        if number == 1:
            emotion = plan.starting_emotion
        elif number == count:
            emotion = plan.ending_emotion
        else:
            named = (
                *plan.scenario.dominant_emotions,
                *emotions.named_in(plan.emotional_arc_description),
            )
            emotion = emotions.between(plan.starting_emotion, plan.ending_emotion, named, count, number)
        message = self._message(number, emotion)
        self._known.add_text(message)
        self._stated = []
        answer = self._response(number, emotion, message)
        return {
            "turn_number": number,
            "user_input": message,
            "user_intent": self._intent(number),
            "primary_emotion": emotion,
            "intensity": emotions.intensity_at(plan.starting_intensity, plan.ending_intensity, count, number),
            "target_response": answer,
            "calculations": [stated.declared() for sentence, stated in self._stated if sentence in answer],
        }

    def _phase(self, number: int) -> str:
        if number == 1:
            return "first"
        return "last" if number == self._plan.turn_count else "middle"

    def _intent(self, number: int) -> str:
        beat = self._story.beats[number - 1]
        matter = beat.client[-1] if beat.client else self._story.topic
        opening = {
            "first": "To be understood before being advised",
            "middle": "To follow the next piece without losing the thread",
            "last": "To say it back and hear whether it holds",
        }[self._phase(number)]
        return f"{opening}; in the client's words: {matter}"

    def _say(self, name: str, *, client: bool, emotion: str = "", quote: str = "") -> str:
        lists = self._client if client else self._advisor
        text = self._deck.draw(f"{client}/{name}", lists[name])
        return text.format(
            emotion=emotion.replace("_", " "),
            quote=quote,
            anchor=self._deck.draw("anchor", self._story.anchors),
            figure=self._figure(),
            figures=self._listed() if name == "figures" else "",
            work=self._story.work,
            age=self._story.age,
        )

    def _figure(self) -> str:
        if not self._figures:
            return "what you wrote down"
        figure = self._deck.draw("figure", self._figures)
        joined = f"at {figure.value}" if figure.is_amount else f"({figure.value})"
        return f"{figure.to_client} {joined}"

    def _listed(self) -> str:
        return "; ".join(f"{figure.by_client}, {figure.value}" for figure in self._figures[:3])

    def _message(self, number: int, emotion: str) -> str:
        phase = self._phase(number)
        story, beat = self._story, self._story.beats[number - 1]
        least, most = MESSAGE_WORDS[self._plan.scenario.turns[number - 1].message_length]
        target = least + int((most - least) * (0.35 + 0.4 * self._random.random()))
        wanted = [Piece(text, 40 + index) for index, text in enumerate(beat.client)]
        feeling = {"first": "emotion_start", "middle": "mid_feel", "last": "end_feel"}[phase]
        wanted.append(Piece(self._say(feeling, client=True, emotion=emotion), 60))
        if phase == "first":
            wanted += [
                Piece(self._say("open", client=True), 10),
                Piece(story.topic, 70, 1),
                Piece(self._say("ask", client=True), 99, 1),
                *(Piece(text, 20 + index) for index, text in enumerate(story.persona[:2])),
                *(Piece(text, 30 + index) for index, text in enumerate(story.context[:1])),
            ]
        elif phase == "middle":
            wanted += [
                Piece(self._say("mid_open", client=True), 10),
                Piece(self._say("mid_close", client=True), 99, 1),
                *(Piece(text, 65, 1) for text in self._left_over(number)),
            ]
        else:
            wanted += [
                Piece(self._say("end_open", client=True), 10),
                Piece(self._say("end_close", client=True), 99, 1),
                Piece(story.outcome, 50),
            ]
        if phase == "middle" and number == 2 and self._figures and most > least * 2:  # noqa: PLR2004
            wanted.append(Piece(self._say("figures", client=True), 55, 1))
        pool = self._client_fillers(
            "steadier" if phase == "middle" and emotions.is_pleasant(emotion) else phase
        )
        return fit(wanted, pool, least + 2, target, most - 2)

    def _left_over(self, number: int) -> tuple[str, ...]:
        """What the client has not told yet, one sentence a middle turn."""
        rest = (*self._story.persona[2:], *self._story.context[1:])
        return rest[number - 2 : number - 1]

    def _client_fillers(self, phase: str) -> list[Callable[[], Piece]]:
        names = list(_CLIENT_POOL[phase])
        self._random.shuffle(names)
        places = iter(range(71, 99))
        return [
            lambda name=name: Piece(self._say(name, client=True), next(places, 98), 1)  # type: ignore[misc]
            for name in names
        ]

    def _response(self, number: int, emotion: str, message: str) -> str:
        most = self._bounds.most
        low, high = _TARGET_RESPONSE
        target = max(min(self._random.randint(low, high), most - 10), self._bounds.least + 10)
        if any(self._story.edge):
            wanted, pool = self._edge(number, emotion), _EDGE_POOL
        else:
            phase = self._phase(number)
            wanted, pool = self._advice(number, phase, emotion, message), _ADVISOR_POOL[phase]
        places = iter(range(60, 90))
        fillers: list[Callable[[], Piece]] = [
            lambda name=name: Piece(  # type: ignore[misc]
                self._say(name, client=False), next(places, 89), _PARAGRAPH.get(name, 1)
            )
            for name in pool
        ]
        return fit(wanted, fillers, self._bounds.least + 5, target, most - 5)

    def _advice(self, number: int, phase: str, emotion: str, message: str) -> list[Piece]:
        beat = self._story.beats[number - 1]
        quote = self._quote(message)
        acknowledge = {"first": "ack_start", "middle": "ack_mid", "last": "ack_end"}[phase]
        closing = "check_in_end" if phase == "last" else "check_in"
        intended = [text for text in beat.advisor if self._has_ground(text) and not _PROMISED.search(text)]
        wanted = [
            Piece(self._say(acknowledge, client=False, emotion=emotion), 10),
            *(Piece(text, 40 + index, 1) for index, text in enumerate(intended)),
            Piece(self._say(closing, client=False), 99, 2),
        ]
        if phase == "first":
            wanted += [
                Piece(self._say("normalize", client=False), 20),
                Piece(self._say("permission", client=False), 30, 1),
                Piece(self._say("reflect", client=False, quote=quote), 15),
                Piece(self._say("why", client=False), 50, 1),
                Piece(self._say("credit", client=False), 90, 2),
            ]
        elif phase == "middle":
            wanted += [
                *self._sum(number),
                Piece(self._say("numbers", client=False), 50, 1),
                Piece(self._say("bridge", client=False), 35, 1),
                Piece(self._say("step", client=False), 95, 2),
                Piece(self._say("why", client=False), 55, 1),
                Piece(self._say("permission", client=False), 30, 1),
            ]
        else:
            wanted += [
                Piece(self._say("reflect", client=False, quote=quote), 15),
                Piece(self._say("handback", client=False), 90, 2),
                Piece(self._say("credit", client=False), 20),
                Piece(self._say("numbers", client=False), 50, 1),
                *(Piece(text, 55, 1) for text in [self._outcome()] if self._has_ground(text)),
            ]
        return wanted

    def _outcome(self) -> str:
        text = self._deck.draw("outcome", self._advisor["outcome"])
        return text.format(outcome=self._story.second_outcome)

    def _has_ground(self, text: str) -> bool:
        """Whether every figure of a sentence is the client's: what the plan works out is not said."""
        return all(self._known.holds(figure) for figure in figures_in(text) if figure.kind in STATED)

    def _sum(self, number: int) -> list[Piece]:
        """A sentence with the middle turn's sum, when the plan's figures allow one."""
        if len(self._sums) <= number - 2:
            return []
        stated = self._sums[number - 2]
        wording = self._deck.draw(stated.kind, self._advisor[stated.kind])
        sentence = wording.format(result=stated.result, **stated.values)
        self._stated.append((sentence, stated))
        return [Piece(sentence, 52, 1)]

    def _edge(self, number: int, emotion: str) -> list[Piece]:
        boundary, referral, afterwards = self._story.edge
        first = number == 1
        acknowledge = "ack_start" if first else "ack_mid"
        wanted = [
            Piece(self._say("hold", client=False), 5),
            Piece(self._say(acknowledge, client=False, emotion=emotion), 1),
            Piece(self._say("edge_close", client=False), 99, 3),
        ]
        if boundary:
            limit = self._deck.draw("limit", self._advisor["limit"])
            wanted.append(Piece(limit.format(boundary=lower_first(boundary)), 20, 1))
        if referral:
            refer = self._deck.draw("refer", self._advisor["refer"])
            wanted.append(Piece(refer.format(referral=referral), 30, 1))
        wanted.append(Piece(self._say("safe", client=False), 10))
        if afterwards and not first:
            later = self._deck.draw("afterwards", self._advisor["afterwards"])
            wanted.append(Piece(later.format(afterwards=lower_first(afterwards)), 95, 2))
        return wanted

    def _quote(self, message: str) -> str:
        """A few of the client's words, cut at a mark where possible."""
        low, high = _QUOTE_WORDS
        sentences = message.replace("\n\n", " ").split(". ")
        clauses = [
            piece.strip()
            for sentence in sentences[1:] or sentences
            for piece in sentence.split(",")
            if low <= words(piece) <= high and not set(piece) & set('“”"?!:;.$()')
        ]
        told = [piece for piece in clauses if piece.split()[0] in ("I", "My", "my", "It", "There")]
        found = told or [piece for piece in clauses if piece[:1].isupper()]
        return self._random.choice(found) if found else "I do not know where to begin"
