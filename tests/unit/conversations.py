"""A small conversation that passes every check, and the plan it was written to: tests change one thing of it.

The messages and answers are written by hand; the word choices are phrases cut from the answers.
"""

from collections.abc import Sequence
from typing import Any

from worker.domain.annotation import (
    ClientNeed,
    EmotionalContext,
    IndicatorQuote,
    RedFlag,
    ResponseStrategy,
    SentenceBreakdown,
    TacticalChoice,
    Technique,
    WordChoice,
)
from worker.domain.calculation import Calculation
from worker.domain.conversation import Conversation, Turn
from worker.domain.plan import ConversationPlan, Figure, Person, PlannedTurn, Scenario
from worker.domain.sentences import split

MESSAGE_1 = (
    "I\u2019ve been staring at the enrolment form for two weeks and I still don't know what any of it means. "
    "Everybody at work just ticked a box and moved on, and I feel stupid for asking. The window closes on "
    "Friday, so I have three days left. I keep going back and forth between the two plans. Maybe I should "
    "leave it blank again, like last year. Honestly I am embarrassed that it has come to this."
)
ANSWER_1 = (
    "It makes sense that you feel confused, because these forms were not written for the person who has to "
    "fill them in. Two weeks of staring at a page is not laziness, it is what care looks like without a map. "
    "You also asked before Friday, and that is a real step.\n\n"
    "Would it help if I explained what the two plans actually differ in? The premium of the first plan is "
    "$212 a month, and you pay less on the day you see a doctor. The second one turns that around, and it "
    "lets you put money into an account of your own. A deductible, by the way, is simply the part you pay "
    "first. For today, please find one number only: how often you saw a doctor last year. With that one "
    "number we can compare the plans in ten minutes. How does that sound to you right now?"
)
MESSAGE_2 = (
    "Okay, that actually helps a lot. I counted four visits last year, so the first plan looks clearer to me "
    "now. I think I can finish the form tonight, and I feel lighter about it."
)
ANSWER_2 = (
    "I can hear the relief in that, and it was you who did the counting. Four visits is exactly the kind of "
    "number that settles a choice like this one. At four visits the first plan costs you $56 less over "
    "the whole year, so your feeling and the arithmetic agree.\n\n"
    "May I suggest one small thing before you send it tonight? Write down in one line why you chose it. Next "
    "autumn you will read that line and know whether anything has changed since. That line is worth more "
    "than any rule of mine, because it is about your life. You came here thinking you had to understand "
    "everything, and you only had to understand one thing. Please tell me tomorrow how it felt to press the "
    "button. I will be glad to hear it, whichever plan you end up with."
)
EDGE_ANSWER_1 = (
    "I can hear how confused and ashamed this has left you, and I am glad you wrote to me tonight. "
    "Anybody who had stared at that page for two weeks would feel the same, and it says nothing about how "
    "clever you are. You asked, and that was the hard part.\n\n"
    "This is larger than a form, and it is not mine to answer, so the money questions wait for another "
    "day. The people at the Eldercare Locator answer 1-800-677-1116 on weekdays, and they know who helps "
    "in your own town. They will ask where you live and what has happened, and you may stop whenever you "
    "want. I will not rush you, and nothing about the form has to be settled before you have spoken with "
    "them. May I stay in touch while you call? How does that sound to you right now?"
)
EDGE_ANSWER_2 = (
    "That relief is yours, because it was you who picked up the phone and said what had happened. Most of "
    "us put such a call off for longer than you did, and then find that the voice at the other end is "
    "kind. What they told you matters more than anything I could add tonight, so please follow them "
    "first.\n\n"
    "When you have met the person they named, we can sit down with the form together. It will not have "
    "run away, and neither will I. Until then there is nothing for you to decide and nothing for you to "
    "send. If the evening turns long, walk once around the block and come back to the couch. You have "
    "done the part that only you could do. I will be glad to hear from you, on whichever day that is."
)
SUMS_2 = (
    Calculation(
        result="$56",
        expression="(185 * 12 + 4 * 125) - (212 * 12 + 4 * 30)",
        meaning="what the first plan saves her in a year",
    ),
)
QUOTES_1 = (
    ("uncertainty_language", "still don't know"),
    ("uncertainty_language", "what any of it means"),
    ("self_deprecation", "I feel stupid"),
    ("social_comparison", "Everybody at work"),
    ("time_pressure", "The window closes on Friday"),
    ("time_pressure", "three days left"),
    ("decision_paralysis", "back and forth"),
    ("decision_paralysis", "leave it blank again"),
    ("explicit_emotion_words", "embarrassed"),
)
QUOTES_2 = (
    ("enthusiasm", "that actually helps a lot"),
    ("clearer_thinking", "looks clearer to me"),
    ("readiness", "I can finish the form"),
    ("explicit_emotion_words", "lighter"),
)


def plan() -> ConversationPlan:
    """What the clean conversation was written to: confusion 0.75 to clarity 0.70 in two turns."""
    return ConversationPlan(
        conversation_id="ds_ana_001",
        conversation_number=1,
        dataset_id="ds",
        tier="tier1_template",
        template_id="tier1_a_confusion_to_clarity",
        tier_batch=1,
        persona_type="Ana",
        persona_name="Ana Reyes",
        persona_description="A nurse who puts forms off.",
        topic_category="benefits",
        topic_description="Choosing between two health plans.",
        starting_emotion="confusion",
        starting_intensity=0.75,
        ending_emotion="clarity",
        ending_intensity=0.70,
        emotional_arc_description="From a page she cannot read to a choice she made herself.",
        turn_count=2,
        session_context="A message before the enrolment window closes.",
        expected_outcome="She fills the form in tonight.",
        scenario=Scenario(
            person=Person(age=34, work="nurse", income_usd=71000, family="single", place="Tucson"),
            figures=(
                Figure(name="premium of the first plan", value=212, unit="usd_per_month"),
                Figure(name="premium of the second plan", value=185, unit="usd_per_month"),
                Figure(name="a visit on the first plan", value=30, unit="usd"),
                Figure(name="a visit on the second plan", value=125, unit="usd"),
            ),
            turns=(
                PlannedTurn(message_length="medium", beat="She cannot read the form."),
                PlannedTurn(message_length="short", beat="She has counted her visits."),
            ),
        ),
    )


def conversation() -> Conversation:
    """The clean conversation."""
    return Conversation(conversation_id="ds_ana_001", turns=(_turn_1(), _turn_2()))


def edge_plan() -> ConversationPlan:
    """The same client where the lesson is a boundary."""
    base = plan()
    scenario = base.scenario.model_copy(
        update={
            "boundary": "Pat does not answer questions about benefits for the client's father.",
            "referral": "the Eldercare Locator",
            "afterwards": "Pat looks at the form with her once help has begun.",
        }
    )
    return base.model_copy(update={"scenario": scenario, "tier": "tier3_edge"})


def edge_conversation() -> Conversation:
    """A clean conversation for edge_plan: the same messages, answered by a referral."""
    return Conversation(
        conversation_id="ds_ana_001", turns=(_turn_1(EDGE_ANSWER_1), _turn_2(EDGE_ANSWER_2, ()))
    )


def profile() -> dict[str, Any]:
    """The rules both clean conversations keep, of every kind there is."""
    return {
        "hotlines": [
            {"name": "Eldercare Locator", "contact": "1-800-677-1116"},
            {"name": "988 Suicide & Crisis Lifeline", "contact": "988"},
        ],
        "voice": {
            "emotion_within_sentences": 2,
            "emotion_families": [["confus*", "bewilder*", "lost"], ["shame*", "asham*"]],
            "vague_amounts": ["a lot"],
            "permission": ["would it help", "may i"],
            "agreement": ["yes please"],
            "jargon": [{"term": "deductible", "also": ["deductibles"], "explained": ["you pay first"]}],
            "explanations": ["is the part", "in plain words"],
            "support": ["i will be glad"],
            "support_within_sentences": 1,
            "opening_words": 3,
            "openings_avoided": ["i hear you"],
        },
        "boundary": {"boundary": ["not mine to answer"], "planning": [r"\bpay off\b"]},
        "nevers": [
            {"name": "hindsight", "rule": "hindsight.", "phrases": ["you should have"]},
            {"name": "legal advice", "rule": "legal advice.", "patterns": [r"\bsue\b"], "error": True},
            {"name": "side", "rule": "a side.", "patterns": [r"\b{client} is wrong\b"], "error": True},
            {"name": "product", "rule": "a product.", "names": ["Acme Bank"], "error": True},
        ],
    }


def _turn_1(answer: str = ANSWER_1) -> Turn:
    context = EmotionalContext(
        primary_emotion="confusion",
        primary_confidence=0.9,
        secondary_emotion="shame",
        secondary_confidence=0.7,
        tertiary_emotion="anxiety",
        tertiary_confidence=0.6,
        intensity=0.75,
        valence="negative",
        emotional_indicators=_quotes(QUOTES_1),
        risk_level="low",
        engagement_readiness="high: she asked",
        knowledge_level="beginner",
        trust_level="forming",
        client_needs=_needs(),
        red_flags=_flags(),
    )
    return _turn(1, MESSAGE_1, answer, context)


def _turn_2(answer: str = ANSWER_2, sums: tuple[Calculation, ...] = SUMS_2) -> Turn:
    context = EmotionalContext(
        primary_emotion="clarity",
        primary_confidence=0.85,
        secondary_emotion="relief",
        secondary_confidence=0.8,
        tertiary_emotion="pride",
        tertiary_confidence=0.5,
        intensity=0.70,
        valence="positive",
        emotional_indicators=_quotes(QUOTES_2),
        previous_emotion="confusion",
        current_emotion="clarity",
        intensity_change=-0.05,
        progression_description="One number turned a page into a choice.",
        risk_level="low",
        engagement_readiness="very high",
        knowledge_level="beginner, growing",
        trust_level="good",
        client_needs=_needs(),
        red_flags=_flags(),
    )
    return _turn(2, MESSAGE_2, answer, context, sums)


def _turn(
    number: int, message: str, answer: str, context: EmotionalContext, sums: tuple[Calculation, ...] = ()
) -> Turn:
    return Turn(
        turn_number=number,
        system_prompt="You are a planner.",
        user_input=message,
        user_intent="To get the form done.",
        target_response=answer,
        calculations=sums,
        response_structure_type="acknowledge, explain, one step",
        positive_indicators=("says what she chose", "asks the next question", "sounds lighter"),
        neutral_indicators=("says thank you", "asks for time"),
        negative_indicators=("goes silent", "apologises again"),
        difficulty_level="beginner",
        key_learning_objective="One number can settle a choice.",
        demonstrates_skills=("validation", "plain words", "one step", "check-in"),
        emotional_progression_target="confusion to clarity",
        emotional_context=context,
        response_strategy=ResponseStrategy(
            primary_strategy="normalise, then one number",
            primary_rationale="She is ashamed of not knowing. One number gives her something she can do.",
            secondary_strategies=("permission before teaching", "credit for asking"),
            tone_selection="warm and plain",
            tone_rationale="The form was cold enough.",
            pacing="slow",
            tactical_choices=tuple(
                TacticalChoice(name=name, chosen=chosen)
                for name, chosen in (
                    ("names_the_emotion", True),
                    ("asks_permission", True),
                    ("gives_one_step", True),
                    ("lists_all_options", False),
                    ("sets_a_deadline", False),
                )
            ),
            avoid_tactics=("comparing her with colleagues",),
            specific_techniques=(
                Technique(technique="reframing", application="first paragraph", purpose="less shame"),
                Technique(technique="chunking", application="one number", purpose="a small step"),
            ),
        ),
        response_breakdown=tuple(
            SentenceBreakdown(
                sentence_number=index,
                sentence_text=text,
                function="carries one thought",
                emotional_purpose="steadies her",
                technique="plain speech",
                teaches_model="Say one thing at a time.",
                word_choice_rationale=_word_choices(text),
            )
            for index, text in enumerate(split(answer), start=1)
        ),
    )


def _word_choices(sentence: str) -> tuple[WordChoice, ...]:
    """Three phrases of the sentence: its first, second and third pair of words."""
    words = [word.strip(".,:?") for word in sentence.split()]
    return tuple(
        WordChoice(
            phrase=" ".join(words[start : start + 2]) if ends_plain else words[start], reason="It is plain."
        )
        for start in range(3)
        for ends_plain in [sentence.split()[start].isalpha()]
    )


def _quotes(pairs: Sequence[tuple[str, str]]) -> tuple[IndicatorQuote, ...]:
    return tuple(IndicatorQuote(category=category, quote=quote) for category, quote in pairs)


def _needs() -> tuple[ClientNeed, ...]:
    return tuple(
        ClientNeed(need=need, priority=priority, rationale="She says so.")
        for priority, need in enumerate(("to feel normal", "to understand", "to be done"), start=1)
    )


def _flags() -> tuple[RedFlag, ...]:
    return (RedFlag(flag="puts it off", implication="may miss the window", handling="one step today"),)
