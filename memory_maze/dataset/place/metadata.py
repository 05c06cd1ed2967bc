"""The two files that say what a dataset is: `scenario.yaml` and `dataset.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.place.recipe import Recipe, recipe_of
from memory_maze.dataset.place.stores import Store
from memory_maze.files import is_leftover
from memory_maze.installed import is_installed
from memory_maze.scenario.digests import digests, first_digest
from memory_maze.scenario.documents.tree import to_plain
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.messages.sentences import first_fault
from memory_maze.scenario.model.words import known
from memory_maze.scenario.schema import Scenario
from memory_maze.scenario.validation import validate
from memory_maze.tables import FORMATS

ABOUT, SCENARIO = "dataset.json", "scenario.yaml"

LAYOUT = 1
"""The version of the folder's layout."""

_MENDING = "put back what was there, or make the dataset anew in another folder"
"""What to do about a file that nothing can be written anew from."""


class About(BaseModel):
    """What `dataset.json` says."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    layout: Literal[1]
    scenario: str
    """SHA-256 of the scenario, in the form of its `digest`."""
    policy: str
    seed: Annotated[int, Field(ge=0, lt=2**32)]
    steps: Annotated[int, Field(ge=1)]
    format: Annotated[str, AfterValidator(known(FORMATS))]
    splits: Annotated[dict[str, Annotated[int, Field(ge=0)]], Field(min_length=1)]
    made_with: dict[str, str]
    member: str | None = None
    """What the scenario is called as a member of a family; None where it is none, or an earlier version wrote this."""


def claim(store: Store, recipe: Recipe) -> Recipe:
    """Makes the place this dataset's, unless it is already. One that is there may grow.

    Returns:
      The recipe, with the digest and the member's name that the dataset has: an earlier version began it with another
      form of digest, or it was begun by another name.

    Raises:
      DatasetError: something else is there, or what is there would have to change; nothing is changed.
      OSError: it cannot be written.
    """
    if not is_dataset(store):
        _require_empty(store)
        begun = {"layout": LAYOUT, **recipe.facts(), "made_with": _versions(recipe.format)}
        if recipe.member is not None:
            begun["member"] = recipe.member
        # Of several commands that begin at the same time, one makes the place its own.
        store.create(ABOUT, _text(begun))
    about, has_scenario = read_about(store), SCENARIO in store.sizes()
    there = _scenario_there(store) if has_scenario else None
    recipe = _as_begun(recipe, about, there)
    if _grows(store, recipe, about):
        store.write(ABOUT, _text({**about.model_dump(exclude_none=True), "splits": dict(recipe.facts()["splits"])}))
    if not has_scenario:
        store.write(SCENARIO, to_yaml(recipe.scenario.model_dump(mode="json")).encode())
    elif there is None or recipe.digest not in there[1]:
        raise DatasetError(
            f"{store.name}/{SCENARIO} is not the scenario that {ABOUT} tells of; remove it, and it is written anew"
        )
    return replace(recipe, member=about.member)


def require_claimable(store: Store, recipe: Recipe) -> None:
    """Finds out whether `claim` would make the place this dataset's, and changes nothing.

    Raises:
      DatasetError: something else is there, or what is there would have to change.
    """
    if not is_dataset(store):
        _require_empty(store)
        return
    about = read_about(store)
    _grows(store, _as_begun(recipe, about, _scenario_there(store)), about)


def is_dataset(store: Store) -> bool:
    """Whether `generate` has been here. A plain folder of trajectories has no recipe."""
    return ABOUT in store.sizes()


def missing(store: Store, said: str = "holds neither a dataset nor NPZ or Zarr files") -> DatasetError:
    """What is said of a place without a dataset, and of those that are in its folders, such as a family's."""
    inside = [folder for folder in store.folders() if ABOUT in store.sizes(folder)]
    if not inside:
        return DatasetError(f"{store.name} {said}")
    return DatasetError(
        f"{store.name} is no dataset, it holds some; name one of them, such as {store.name}/{inside[0]}"
    )


def read_about(store: Store) -> About:
    """What `dataset.json` says.

    Raises:
      DatasetError: it cannot be understood.
      FileNotFoundError: there is none.
    """
    try:
        found: Any = json.loads(store.read(ABOUT))
    except (ValueError, RecursionError):
        raise DatasetError(f"{store.name}/{ABOUT} cannot be read: it is damaged; {_MENDING}") from None
    known = found.get("layout") if isinstance(found, dict) else None
    if isinstance(known, int) and known > LAYOUT:
        raise DatasetError(f"{store.name} has layout {known}, and this version reads {LAYOUT}; install a newer one")
    try:
        return About.model_validate(found)
    except ValidationError as error:
        raise DatasetError(f"{store.name}/{ABOUT}: {first_fault(error)}; {_MENDING}") from None


def read_recipe(store: Store) -> Recipe:
    """The recipe of a dataset.

    Raises:
      DatasetError: there is none, or its files contradict each other.
      ScenarioError: the scenario is not valid.
    """
    if not is_dataset(store):
        raise missing(store, f"is no dataset: it has no {ABOUT}")
    about = read_about(store)
    scenario, known = read_scenario(store)
    if about.scenario not in known:
        raise DatasetError(
            f"{store.name}/{SCENARIO} is not the scenario that {ABOUT} tells of, so one was changed; remove it, and "
            "dataset generate writes it anew"
        )
    facts = {"policy": about.policy, "seed": about.seed, "steps": about.steps, "format": about.format}
    try:
        recipe = recipe_of(scenario, splits=about.splits, **facts)  # type: ignore[arg-type]
    except ValueError as error:
        raise DatasetError(f"{store.name}/{ABOUT}: {error}; {_MENDING}") from None
    return replace(recipe, digest=about.scenario, member=about.member)


def read_scenario(
    store: Store, name: str = SCENARIO, maker: str = "dataset generate"
) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario that trajectories were made from, and the digests that it has or had.

    Args:
      store: where it is.
      name: of the file.
      maker: the command that writes it, for messages.

    Raises:
      DatasetError: it is missing, or no text.
      ScenarioError: it is not valid.
    """
    file = f"{store.name}/{name}"
    try:
        text = store.read(name).decode()
    except FileNotFoundError:
        raise DatasetError(f"{file} is missing; run the same {maker} again to write it anew") from None
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is no text in UTF-8; remove it, and {maker} writes it anew") from None
    root, problems = parse(text, file)
    scenario = validate(Scenario, root, problems)
    # The file has every default of its day, so what the first version hashed is what is written there.
    return scenario, (*digests(scenario), first_digest(to_plain(root)))


def _require_empty(store: Store) -> None:
    # A run that was killed at its very beginning left the parts of files.
    if store.folders() or any(not is_leftover(name) for name in store.sizes()):
        raise DatasetError(f"{store.name} is neither empty nor a dataset; choose another folder")


def _scenario_there(store: Store) -> tuple[Scenario, tuple[str, ...]] | None:
    """`read_scenario`, or None where the file cannot be used."""
    try:
        return read_scenario(store)
    except (DatasetError, ScenarioError):
        return None


def _as_begun(recipe: Recipe, about: About, there: tuple[Scenario, tuple[str, ...]] | None) -> Recipe:
    """The recipe with the digest in `dataset.json`, if that is another form of its own."""
    known = set(digests(recipe.scenario))
    if there is not None:
        scenario, forms = there
        if not known.isdisjoint(digests(scenario)):
            known.update(forms)
    return replace(recipe, digest=about.scenario) if about.scenario in known else recipe


def _versions(word: str) -> dict[str, str]:
    """Of the packages that may decide about bytes, as far as they are installed."""
    names = ("memory-maze-scenarios", "numpy", FORMATS.get(word).package, *(["mujoco"] * is_installed("mujoco")))
    return {name: version(name) for name in names}


def _grows(store: Store, recipe: Recipe, about: About) -> bool:
    """Whether the dataset that is there has fewer trajectories; raises DatasetError where it is another one."""
    there, wanted = about.model_dump(exclude_none=True), recipe.facts()
    grown = wanted.pop("splits")
    for field, value in wanted.items():
        if there[field] != value:
            said = "another scenario" if field == "scenario" else f"{field} {there[field]}, not {value}"
            raise DatasetError(f"{store.name} holds a dataset with {said}; choose another folder or the same options")
    # The order of splits is a part of what they are.
    if list(there["splits"].items()) != list(grown.items()):
        _require_growth(store.name, there["splits"], grown)
        return True
    return False


def _require_growth(name: str, there: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    """Raises DatasetError where a trajectory that is there would get another number or split, or none."""
    if list(wanted)[: len(there)] != list(there):
        raise DatasetError(
            f"{name} holds a dataset with the splits {_shown(there)}, and {_shown(wanted)} does not begin "
            "with the same; add others after them, or choose another folder"
        )
    for number, (split, count) in enumerate(there.items()):
        if wanted[split] < count:
            raise DatasetError(
                f"{name} holds a dataset with {count} trajectories in {split!r}, not {wanted[split]}; it may grow, "
                "not shrink: ask for as many, or choose another folder"
            )
        after = [other for other, has in list(there.items())[number + 1 :] if has]
        if wanted[split] > count and after:
            raise DatasetError(
                f"{name}: {split!r} cannot grow from {count} to {wanted[split]} trajectories, because those of "
                f"{after[0]!r} are numbered after it; let {list(there)[-1]!r} grow, or add a split after it, or choose "
                "another folder"
            )


def _shown(splits: Mapping[str, int]) -> str:
    return ",".join(f"{name}={count}" for name, count in splits.items())


def _text(about: Mapping[str, Any]) -> bytes:
    return (json.dumps(about, indent=2) + "\n").encode()
