"""Writes docs/catalogue.md's tables and documents, and docs/variants.md: `python -m tests.scenario.write_catalogue`.

Scores come from results/catalogue, which benchmarks/catalogue.py fills; documents are the catalogue's own, without
their comments and tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.catalogue import BENCHMARK, POLICIES, measured, scores
from memory_maze.agents.means import with_error
from memory_maze.scenario import classic_ids, load
from memory_maze.scenario.catalogue import member_ids
from memory_maze.scenario.loading import source_text
from tests.pages import ROOT

PAGE = ROOT / "docs" / "catalogue.md"

VARIANTS = ROOT / "docs" / "variants.md"

HEAD = """# Gallery: the benchmark

The sixty-four scenarios of the published benchmark: four sizes, each in sixteen variants. Each sheet is a map with
numbered pins, and what the agent saw there while the oracle drove. What they ask is on the page
[the benchmark](benchmark.md), who does how well on [results](results.md#the-benchmark); everything else that ships is
in the [other gallery](catalogue.md).
"""

MISSING = "not measured"

_SCORES = re.compile(r"(<!-- scores: (\w+) -->\n).*?(<!-- end of scores -->)", re.DOTALL)

_SECTION = re.compile(r"(### ((?:examples|families)/[\w-]+)\n\n)(.*?)\n(?=##|\Z)", re.DOTALL)


def rewritten(text: str) -> str:
    """The page with the scores and documents of today; what people wrote stays."""
    text = _SCORES.sub(lambda match: match[1] + "\n".join(_rows(match[2])) + "\n" + match[3], text)
    return _SECTION.sub(lambda match: match[1] + _section(match[2], match[3]) + "\n", text)


def _rows(folder: str) -> Iterator[str]:
    yield f"| {folder} | {' | '.join(f'`{policy}`' for policy in POLICIES)} |"
    yield "|---|" + "---|" * len(POLICIES)
    for name in (name for name in measured() if name.startswith(f"{folder}/")):
        known = scores(name)
        yield f"| `{name.partition('/')[2]}` | {' | '.join(_cell(known.get(policy)) for policy in POLICIES)} |"


def _cell(told: dict[str, float] | None) -> str:
    return MISSING if told is None else with_error(told["mean"], told["standard_error"])


def _section(name: str, written: str) -> str:
    """A sentence of people's, the document, and its picture."""
    sentence = written.partition("\n\n```yaml\n")[0].rstrip("\n")
    picture = f"![What {name} looks like.](pictures/catalogue/{name.partition('/')[2]}.png)"
    return f"{sentence}\n\n```yaml\n{_document(name)}```\n\n{picture}\n\n{_identifiers(name)}\n"


def _identifiers(name: str) -> str:
    """How Gymnasium makes it."""
    if name.startswith("families/"):
        ids = [f"`{identifier}`" for identifier, member in member_ids().items() if member.startswith(f"{name}#")]
        return f"Gymnasium: {', '.join(ids)}."
    return f'Gymnasium: `gymnasium.make("MemoryMaze/Scenario-v0", scenario="{name}")`.'


def variants() -> str:
    """The page of the benchmark's scenarios, variant by variant."""
    ids = {name: identifier for identifier, name in classic_ids().items()}
    parts = [HEAD]
    for suffix in sorted(name.removeprefix(BENCHMARK[0]) for name in ids if name.startswith(BENCHMARK[0])):
        mine = [f"{size}{suffix}" for size in BENCHMARK]
        parts.append(f"## {suffix.lstrip('-') or 'Plain'}\n")
        parts.append(f"{load(mine[0]).summary.partition(': ')[2].capitalize()}\n")
        parts.append(f"```yaml\n{_document(mine[0])}```\n")
        parts += [f"`{name}`, `{ids[name]}`:\n\n![What {name} looks like.](pictures/{name}.webp)\n" for name in mine]
    return "\n".join(parts)


def _document(name: str) -> str:
    lines = source_text(name).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("#", "tags:")))


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    VARIANTS.write_text(variants(), encoding="utf-8")
