"""What a document or an option names by a word: one table a kind of thing, and where each entry is made.

Nothing is imported to look at the words. A package of one's own adds an entry with `TABLE.add(word, entry)`, or by an
entry point of the table's group, which is found when a word is looked up that is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from memory_maze.suggestions import did_you_mean


class UnknownWordError(ValueError):
    """A table has no such word; the message names those it has."""


class BrokenEntryError(ValueError):
    """What a word stands for cannot be imported; another package has added it."""


class Table:
    """Words, and what each stands for: an object, or "module:attribute" that is imported when it is asked for."""

    def __init__(self, kind: str, group: str, entries: Mapping[str, str]) -> None:
        """Fills the table.

        Args:
          kind: what an entry is, such as "rule"; for messages.
          group: of the entry points that add to it, such as "memory_maze.rules".
          entries: the words that are always there.
        """
        self.kind = kind
        self.group = group
        self._entries: dict[str, Any] = dict(entries)

    def add(self, word: str, entry: Any) -> None:
        """Adds a word for this process.

        Args:
          word: as documents will write it.
          entry: what it stands for, or "module:attribute" of it.

        Raises:
          ValueError: the word is taken.
        """
        if word in self._entries:
            raise ValueError(f"there is a {self.kind} {word!r} already; choose another word")
        self._entries[word] = entry

    def words(self) -> tuple[str, ...]:
        """All words that are known so far, in the order in which they were added."""
        return tuple(self._entries)

    def entries(self) -> tuple[Any, ...]:
        """What the words stand for, as it was added: objects, or "module:attribute"."""
        return tuple(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, word: object) -> bool:
        if word not in self._entries:
            self._add_installed(word)
        return word in self._entries

    def get(self, word: str) -> Any:
        """What a word stands for.

        Raises:
          UnknownWordError: there is no such word.
        """
        if word not in self:
            known = self.all_words()
            hint = did_you_mean(word, known) or f"; use {', '.join(known)}"
            raise UnknownWordError(f"there is no {self.kind} {word!r}{hint}")
        entry = self._entries[word]
        if not isinstance(entry, str):
            return entry
        try:
            return imported(entry)
        except (ImportError, AttributeError) as error:
            if entry.startswith("memory_maze."):
                raise
            raise BrokenEntryError(f"the {self.kind} {word!r} is {entry}, which cannot be imported: {error}") from error

    def all_words(self) -> tuple[str, ...]:
        """The words that are known so far, and those of installed packages that nobody has asked for yet."""
        return tuple(dict.fromkeys((*self._entries, *self.installed())))

    def installed(self) -> dict[str, EntryPoint]:
        """The entry points of installed packages that add to the table, by word; none of them is imported."""
        return {point.name: point for point in entry_points(group=self.group)}

    def _add_installed(self, word: object) -> None:
        for name, point in self.installed().items():
            if name == word:
                self._entries[name] = point.value


def packages_of_others() -> set[str]:
    """The packages that have added words to a table, as far as somebody has asked for them."""
    entries = [entry for table in TABLES for entry in table.entries()]
    modules = [entry if isinstance(entry, str) else getattr(entry, "__module__", "") or "" for entry in entries]
    return {module.partition(".")[0].partition(":")[0] for module in modules} - {"", "memory_maze"}


def imported(entry: str) -> Any:
    """What "module:attribute" names; the module is imported."""
    module, _, attribute = entry.partition(":")
    return getattr(import_module(module), attribute)


RULES = Table("rule", "memory_maze.rules", {"hunt": "memory_maze.game.rules.hunt:Hunt"})
"""Task rules, `task.rule`: a class that is made from a scenario; see `game.rules.rule.Rule`."""

GENERATORS = Table(
    "generator",
    "memory_maze.generators",
    {
        "labmaze": "memory_maze.maze.generators.labmaze:LabmazeGenerator",
        "perfect": "memory_maze.maze.generators.perfect:PerfectGenerator",
        "open": "memory_maze.maze.generators.arena:ArenaGenerator",
    },
)
"""What makes mazes, `maze.generator`: a class that is made from a scenario's maze and a seed; see
`maze.sources.LayoutSource`."""

ENGINES = Table(
    "physics engine",
    "memory_maze.engines",
    {
        "exact": "memory_maze.physics.exact_engine:ExactPhysics",
        "mujoco": "memory_maze.physics.mujoco_engine:open_mujoco",
    },
)
"""Physics engines: a function of a scenario for each maze and a number of threads; see `game.engine.Physics`."""

OBSERVATION_KEYS = Table(
    "observation key",
    "memory_maze.observation_keys",
    {
        name: f"memory_maze.observation.keys:{name.upper()}"
        for name in (
            *("target_color", "agent_pos", "agent_dir", "targets_vec", "targets_pos", "target_vec", "target_pos"),
            *("maze_layout", "target_onehot", "target_distance", "prompt_text"),
        )
    },
)
"""Entries of an observation that are not pictures: a `observation.keys.Key`."""

RENDERERS = Table(
    "renderer",
    "memory_maze.renderers",
    {
        "software": "memory_maze.rendering.software.renderer:SoftwareRenderer",
        "opengl": "memory_maze.rendering.opengl.renderer:OpenGLRenderer",
    },
)
"""What draws, `camera.renderer`: a class that is made from a view; see `rendering.Renderer`."""

POLICIES = Table(
    "policy",
    "memory_maze.policies",
    {
        "oracle": "memory_maze.agents.policies.oracle:Oracle",
        "explorer-oracle": "memory_maze.agents.policies.explorer:Explorer",
        "forgetful": "memory_maze.agents.policies.forgetful:Forgetful",
        "wanderer": "memory_maze.agents.policies.wanderer:Wanderer",
        "random": "memory_maze.agents.policies.simple:Random",
        "forward": "memory_maze.agents.policies.simple:forward",
        "noop": "memory_maze.agents.policies.simple:noop",
    },
)
"""Who plays: a function of a scenario and seeds; see `agents.Policy`."""

TRAINED = Table("trained agent", "memory_maze.trained", {"online": "memory_maze.baselines.online.policy:Trained"})
"""Who plays a training run's folder, by the word `agent` of its `config.json`: a function of the folder, of how it is
played (a word of the agent's own, or None), a scenario and a seed."""

FORMATS = Table(
    "format",
    "memory_maze.formats",
    {"npz": "memory_maze.dataset.files.formats:NPZ", "zarr": "memory_maze.dataset.files.formats:ZARR"},
)
"""What a trajectory's file can be: a `dataset.files.formats.FileFormat`."""

TABLES = (RULES, GENERATORS, ENGINES, OBSERVATION_KEYS, RENDERERS, POLICIES, TRAINED, FORMATS)
"""All tables."""
