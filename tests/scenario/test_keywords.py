from __future__ import annotations

import numpy as np
import pytest

from memory_maze.scenario import ScenarioError, load
from memory_maze.scenario.keywords import with_keywords


@pytest.mark.parametrize("keyword", ["top_camera", "show_path", "image_only_obs", "global_observables"])
@pytest.mark.parametrize("value", [True, False])
def test_booleans_of_numpy_are_those_of_python(keyword: str, value: bool) -> None:
    scenario = load("classic/9x9-ExtraObs")
    assert with_keywords(scenario, {keyword: np.bool_(value)}) == with_keywords(scenario, {keyword: value})


@pytest.mark.parametrize("value", [1, "yes", None, np.int64(1)])
def test_other_values_are_no_booleans(value: object) -> None:
    with pytest.raises(ScenarioError, match=r"^top_camera is True or False, not "):
        with_keywords(load("classic/9x9"), {"top_camera": value})
