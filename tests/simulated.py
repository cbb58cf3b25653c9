"""Plans, and requests as the engine words them, for the tests of the Claude simulator."""

import json
import tomllib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import anthropic
from anthropic import AsyncAnthropic
from anthropic.types import Message, TextBlock

from worker.domain.base import Model
from worker.domain.drafts import (
    AnnotationPartDraft,
    BreakdownAnswer,
    DialogueDraft,
    DraftTurn,
    ReadingAnswer,
    TurnAnnotationDraft,
    annotated,
)
from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.domain.sentences import split
from worker.local.simulator import MessagesApi
from worker.local.simulator.tags import Asked, read

ROOT = Path(__file__).parent.parent
MODEL = "claude-sonnet-5-5"
M = TypeVar("M", bound=Model)


def plans_of_the_repository() -> list[ConversationPlan]:
    """Every specification in planning/*/conversations, in order."""
    found = []
    for path in sorted(ROOT.glob("planning/*/conversations/*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        shared = {name: value for name, value in data.items() if name != "conversation"}
        dataset = {"dataset_id": path.parent.parent.name}
        found += [
            ConversationPlan.model_validate({**dataset, **shared, **table})
            for table in data.get("conversation", ())
        ]
    return found


def lines_of_the_repository() -> dict[str, Any]:
    """The public lines an answer may name, as a dataset's profile holds them; nothing else of a profile."""
    files = sorted(ROOT.glob("planning/*/facts/*.toml"))
    tables = [tomllib.loads(path.read_text("utf-8")) for path in files]
    return {"hotlines": [line for table in tables for line in table.get("hotline", ())]}


def plan(**changes: Any) -> ConversationPlan:
    """A plan of no dataset: Robin keeps bees, and the advisor is called Ines."""
    values: dict[str, Any] = {
        "conversation_id": "bee_keeper_001",
        "conversation_number": 1,
        "dataset_id": "bees",
        "tier": "tier1_template",
        "persona_type": "Keeper",
        "persona_name": "Robin Achterberg",
        "persona_description": (
            "Robin looks after forty hives and knows each of them. She jokes when she is frightened and "
            "writes her sums on seed packets. She sold honey for nine years without opening the ledger."
        ),
        "topic_category": "farm_finance",
        "topic_description": "Whether to buy the lower meadow or rent it for another year.",
        "starting_emotion": "dread",
        "starting_intensity": 0.8,
        "ending_emotion": "resolve",
        "ending_intensity": 0.7,
        "emotional_arc_description": "Dread becomes curiosity and ends in resolve.",
        "turn_count": 3,
        "session_context": "A call from the barn in May. She has the neighbour's letter in her pocket.",
        "expected_outcome": "She can say what the meadow costs a month and names the day she will answer.",
        "scenario": {
            "person": {
                "age": 51, "work": "beekeeper", "income_usd": 46_000, "family": "a grown son",
                "place": "Otter Creek",
            },
            "figures": [
                {"name": "price of the meadow", "value": 38_000, "unit": "usd"},
                {"name": "rent she pays now", "value": 210, "unit": "usd_per_month"},
                {"name": "interest the bank offered", "value": 6.25, "unit": "percent"},
                {"name": "hives", "value": 40, "unit": "count"},
            ],
            "turns": [
                {"message_length": "long", "beat": (
                    "She reads out the letter and admits she has not slept. Ines names the dread and asks "
                    "whether she may begin with the rent."
                )},
                {"message_length": "medium", "beat": (
                    "She asks what a loan would cost her each month. Ines, with permission, sets the rent "
                    "beside the interest."
                )},
                {"message_length": "short", "beat": (
                    "She says which day she will answer. Ines confirms the sum and gives her one page."
                )},
            ],
        },
    }  # fmt: skip
    return ConversationPlan.model_validate({**values, **changes})


def edge_plan() -> ConversationPlan:
    """The same client where the lesson is a boundary."""
    base = plan()
    scenario = base.scenario.model_copy(
        update={
            "boundary": "Ines does not talk about money while Robin is in danger.",
            "referral": "the county crisis line, at any hour",
            "afterwards": "Ines offers a short call once Robin is safe.",
        }
    )
    return base.model_copy(update={"scenario": scenario, "tier": "tier3_edge"})


def dialogue_json(plan: ConversationPlan, turns: Sequence[DraftTurn]) -> dict[str, Any]:
    """What stands in <dialogue>."""
    return {
        "conversation_id": plan.conversation_id,
        "starting_emotion": plan.starting_emotion,
        "ending_emotion": plan.ending_emotion,
        "turns": [
            {
                "turn_number": turn.turn_number,
                "user_input": turn.user_input,
                "primary_emotion": turn.primary_emotion,
                "intensity": turn.intensity,
                "sentences": [
                    {"number": number, "text": text}
                    for number, text in enumerate(split(turn.target_response), start=1)
                ],
            }
            for turn in turns
        ],
    }


def dialogue_blocks(plan: ConversationPlan, faults: Sequence[str] = ()) -> list[str]:
    """The user's blocks of the dialogue stage; faults: of the draft before."""
    text = f"Follow the plan between the <plan> tags.\n\n<plan>\n{plan.model_dump_json()}\n</plan>"
    if faults:
        text += "\n\n<previous_faults>\n" + "\n".join(f"- {fault}" for fault in faults)
        text += "\n</previous_faults>"
    return [text]


def annotate_blocks(
    plan: ConversationPlan,
    turns: Sequence[DraftTurn],
    turn: int,
    part: str = "reading",
) -> list[str]:
    """The user's blocks of the annotate stage."""
    bar = QualityRequirements()
    return [
        "\n".join(
            [
                f"Annotate.\n<requirements>{bar.model_dump_json()}</requirements>",
                f"<dialogue>\n{json.dumps(dialogue_json(plan, turns))}\n</dialogue>",
            ]
        ),
        f'<annotate_turn part="{part}">{turn}</annotate_turn>',
    ]


def repair_blocks(blocks: Sequence[str], section: str, turn: int, current: Model, *faults: str) -> list[str]:
    """The user's blocks of a repair, given those of its stage."""
    lines = "\n".join(f"- {fault}" for fault in faults)
    return [
        blocks[0],
        "\n".join(
            [
                f'<repair section="{section}" turn="{turn}">',
                current.model_dump_json(exclude_defaults=True),
                f"<faults>\n{lines}\n</faults>\n</repair>",
            ]
        ),
    ]


def asked(blocks: Sequence[str]) -> Asked:
    """A request's blocks, understood as the simulator does."""
    return read(blocks)


@asynccontextmanager
async def served(api: MessagesApi, **options: Any) -> AsyncIterator[AsyncAnthropic]:
    """The real SDK, without its own retries, talking to a simulator on loopback."""
    async with (
        api.serve() as url,
        AsyncAnthropic(api_key="simulated", base_url=url, **{"max_retries": 0, **options}) as client,
    ):
        yield client


async def ask(
    client: AsyncAnthropic,
    blocks: Sequence[str],
    schema: type[Model] | None = None,
    *,
    model: str = MODEL,
    max_tokens: int = 16_000,
    system: str = "You write for a test.",
    cached: bool = False,
) -> Message:
    """Stream one call to its end. cached: a breakpoint after the system text and after the first block."""
    control: dict[str, Any] = {"cache_control": {"type": "ephemeral"}} if cached else {}
    content: list[dict[str, Any]] = [
        {"type": "text", "text": text, **(control if index == 0 else {})} for index, text in enumerate(blocks)
    ]
    extra: dict[str, Any] = {}
    if schema is not None:
        shape = {"type": "json_schema", "schema": anthropic.transform_schema(schema)}
        extra["output_config"] = {"format": shape, "effort": "low"}
    prompt: Any = {
        "system": [{"type": "text", "text": system, **control}],
        "messages": [{"role": "user", "content": content}],
    }
    async with client.messages.stream(model=model, max_tokens=max_tokens, **prompt, **extra) as stream:
        return await stream.get_final_message()


def text_of(message: Message) -> str:
    """The text of a message, past its thinking block."""
    return "".join(block.text for block in message.content if isinstance(block, TextBlock))


async def write(client: AsyncAnthropic, plan: ConversationPlan) -> tuple[DraftTurn, ...]:
    """The turns of a plan's dialogue."""
    message = await ask(client, dialogue_blocks(plan), DialogueDraft)
    return DialogueDraft.model_validate_json(text_of(message)).turns


async def annotate(
    client: AsyncAnthropic, plan: ConversationPlan, turns: Sequence[DraftTurn], turn: int
) -> TurnAnnotationDraft:
    """The annotation of one turn, asked for in its two parts."""
    reading, breakdown = [
        text_of(await ask(client, annotate_blocks(plan, turns, turn, part), AnnotationPartDraft))
        for part in ("reading", "breakdown")
    ]
    return annotation_from(reading, breakdown)


def annotation_from(reading: str, breakdown: str) -> TurnAnnotationDraft:
    """A turn's annotation, of the texts of its two answers."""
    return annotated(
        ReadingAnswer.model_validate_json(reading).part, BreakdownAnswer.model_validate_json(breakdown).part
    )
