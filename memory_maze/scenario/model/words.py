"""Fields that hold a word of a table, which other packages may add words to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticKnownError

from memory_maze.tables import GENERATORS, OBSERVATION_KEYS, RENDERERS, RULES, Table


def known(table: Table, *more: str) -> Callable[[str], str]:
    """Lets the words of a table pass, and some more; others are refused as a `Literal` refuses them."""

    def check(word: str) -> str:
        if word not in more and word not in table:
            *most, last = (repr(known) for known in (*more, *table.all_words()))
            raise PydanticKnownError("literal_error", {"expected": f"{', '.join(most)} or {last}" if most else last})
        return word

    return check


def _listed(table: Table, *more: str) -> Any:
    """What the JSON Schema says: the words that ship with this package."""
    return Field(json_schema_extra={"enum": [*more, *table]})


GeneratorWord = Annotated[str, AfterValidator(known(GENERATORS)), _listed(GENERATORS)]

RuleWord = Annotated[str, AfterValidator(known(RULES)), _listed(RULES)]

RendererWord = Annotated[str, AfterValidator(known(RENDERERS)), _listed(RENDERERS)]

WORDS_OF_OTHERS = {"task.rule": RULES, "maze.generator": GENERATORS, "camera.renderer": RENDERERS}
"""Fields whose words other packages may add, and where from."""

DRAWN_KEYS = ("image", "goal_image")
"""Keys of an observation that a renderer draws."""

ObservationKey = Annotated[
    str, AfterValidator(known(OBSERVATION_KEYS, *DRAWN_KEYS)), _listed(OBSERVATION_KEYS, *DRAWN_KEYS)
]
"""A word of `tables.OBSERVATION_KEYS`, or one of those that are drawn."""

PROMPT_KEYS = ("target_color", "target_onehot", "goal_image", "prompt_text")
"""Keys that tell what is prompted, while the prompt is shown."""
