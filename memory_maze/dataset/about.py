"""The two files that say what a dataset is: `scenario.yaml` and `dataset.json`."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.formats import Format
from memory_maze.dataset.recipe import Recipe, make_recipe
from memory_maze.dataset.stores import Store
from memory_maze.files import is_leftover
from memory_maze.scenario.digests import digests, first_digest
