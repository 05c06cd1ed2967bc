"""`memory-maze dataset info`: what a dataset is, and how much of it there is."""

from __future__ import annotations

from dataclasses import asdict

from .dataset_options import Target, shown_size
from .options import Json
from .parsing import counted
from .printing import print_json, print_line, print_table


def info(target: Target, as_json: Json = False) -> None:
    """Tell what is in a dataset, also while it is being made, or in a folder of the published NPZ files.

    \b
    Examples:
      memory-maze dataset info data/9x9
      memory-maze dataset info data/9x9 --json
    """
    from memory_maze.dataset import look_at

    found = look_at(target)
    if as_json:
        print_json({**asdict(found), "about": None if found.about is None else found.about.model_dump()})
        return
    if found.summary is not None and found.about is not None:
        about = found.about
        print_line(found.summary)
        print_line(f"policy {about.policy}, seed {about.seed}, {about.steps} steps a trajectory")
    rows = []
    for part in found.parts:
        count = str(part.trajectories) if part.expected is None else f"{part.trajectories}/{part.expected}"
        mean = "" if part.mean_return is None else f"{part.mean_return:.2f}"
        rows.append((part.name, count, str(part.steps), shown_size(part.size), mean))
    print_table(("split", "trajectories", "steps", "size", "mean return"), rows)
    for part in found.parts:
        if part.empty:
            print_line(f"{part.name}: {counted(part.empty, 'file')} without arrays, counted as no trajectory")
    if found.complete is False:
        print_line("the dataset is not complete: generate again to go on")
