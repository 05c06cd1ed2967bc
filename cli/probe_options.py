"""Arguments and options of the probe commands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from . import parsing
from .options import import_name, seed_option

ModelName = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="constant or pose; the RUN of probe train; or yours: my_model.py:Model or package.module:Model.",
        parser=import_name,
        show_default=False,
    ),
]

Data = Annotated[
    str,
    typer.Option("--data", metavar="DIR", help="The dataset's folder, or a URL for fsspec.", show_default=False),
]

Train = Annotated[str, typer.Option("--train", metavar="SPLIT", help="What is learnt from.")]

Eval = Annotated[str, typer.Option("--eval", metavar="SPLIT", help="What is looked at.")]

FitSteps = Annotated[
    int, typer.Option("--steps", metavar="N", parser=parsing.count(1, 10**9), help="Gradient steps of new probes.")
]

FitSeed = Annotated[int, seed_option("Of new probes, and of what is drawn.")]


class RowName(StrEnum):
    """The published rows that learn."""

    vae = "vae"
    vae_gru = "vae-gru"
    rssm = "rssm"
    rssm_tbtt = "rssm-tbtt"
    oracle = "oracle"


class Size(StrEnum):
    """How large they are."""

    mini = "mini"
    paper = "paper"
