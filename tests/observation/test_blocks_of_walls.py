"""Walls whose nine blocks a document says."""

from __future__ import annotations

import numpy as np
import pytest

import memory_maze
from memory_maze.game.draws import EpisodeSource, first_episode, second_stream
from memory_maze.observation.scenes import scene_of, texture_names
from memory_maze.rendering.images.textures import load_image
from memory_maze.scenario import ScenarioError, load

NINE = ["red", "green", "blue", "red", "yellow", "cerise", "purple", "blue", "red"]
BLOCKS = load("classic/9x9", {"maze.walls": {"blocks": NINE}})


def test_every_episode_has_the_blocks_in_order_from_the_top_left() -> None:
    source, stream = EpisodeSource(BLOCKS, 1), np.random.RandomState(0)
    for _ in range(5):
        episode = source.next(stream, second_stream(1))
        scene = scene_of(BLOCKS, episode)
        names = texture_names(BLOCKS).walls
        assert len(names) == 6
        walls = scene.wall_texture[0, ::-1]
        for k, name in enumerate(NINE):
            row, column = 11 * (k // 3) // 3, 11 * (k % 3) // 3
            inside = episode.layout.walls[row:, column:][
                : 11 * (k // 3 + 1) // 3 - row, : 11 * (k % 3 + 1) // 3 - column
            ]
            shown = walls[row : row + inside.shape[0], column : column + inside.shape[1]][inside]
            assert {names[image - 1] for image in shown} == {name}


def test_all_else_is_drawn_as_without_them() -> None:
    for seed in range(5):
        one, other = first_episode(load("classic/9x9"), seed), first_episode(BLOCKS, seed)
        assert one.layout.text == other.layout.text
        assert (one.object_cells, one.first_target, one.start) == (other.object_cells, other.first_target, other.start)


def test_a_plain_wall_may_have_a_colour() -> None:
    assert (load_image("plain", "wall", "#0a14FF") == (10, 20, 255)).all()
    for style, surface in (("style_01", "wall"), ("plain", "floor")):
        with pytest.raises(ValueError, match="has no"):
            load_image(style, surface, "#0a14ff")


@pytest.mark.parametrize("view", ["first-person", "top"])
def test_walls_of_one_colour_are_drawn_in_it(view: str) -> None:
    red_walls = {"maze.style": "plain", "maze.walls": {"blocks": ["#ff0000"] * 9}, "camera.view": view}
    env = memory_maze.make(load("classic/9x9", red_walls))
    pixels = env.reset(seed=0)[0][8:-8, 8:-8].reshape(-1, 3)
    red = (pixels[:, 0] > 60) & (pixels[:, 1] == 0) & (pixels[:, 2] == 0)
    assert red.sum() > 100


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"maze.walls": {"blocks": ["red"] * 8}}, "maze.walls.blocks: must have exactly 9 values, not 8"),
        (
            {"maze.walls": {"blocks": [*NINE[:8], "#ff0000"]}},
            "maze.walls.blocks[8]: style_01 has no '#ff0000'; it has blue, cerise",
        ),
        (
            {"maze.walls": {"blocks": [*NINE[:8], "pink"]}, "maze.style": "plain"},
            "maze.walls.blocks[8]: plain has no 'pink'; it has blue, cerise, green_bright, green, purple, red_bright, "
            "red, yellow and '#rrggbb'",
        ),
        (
            {"maze.walls": "red"},
            "maze.walls: expected a list such as [a, b] or a mapping of fields, not 'red'",
        ),
    ],
)
def test_what_is_no_block_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", changes)
    assert str(caught.value).startswith(sentence)
