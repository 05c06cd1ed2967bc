"""A scenario of one's own, made in a program: checked, changed, and drawn on one page. Writes out/own_scenario.png."""

from pathlib import Path

import memory_maze
from memory_maze.pictures import contact_sheet, sheet_rows, write_picture

# What a YAML file would say. `*` is wall, `P` a cell to start in, `G` a cell for an object.
scenario = memory_maze.load(
    {
        "summary": "A ring of corridors around a room, with two objects and a prompt that is shown for one second.",
        "maze": {
            "layout": """
*************
*G         G*
* *** * *** *
* *       * *
* *   P   * *
*           *
* *       * *
* *   P   * *
* *       * *
* *** * *** *
*G         G*
*************
"""
        },
        "objects": {"count": 2, "colors": ["red", "blue"]},
        "episode": {"steps": 400},
        "observation": {"prompt_steps": 4},
    }
)

# A scenario never changes; a variant is another one. Wrong values say what is wrong.
brick = scenario.override({"maze.style": "style_05", "camera.resolution": 96})
try:
    scenario.override({"objects.cuont": 3})
except memory_maze.ScenarioError as error:
    print("refused:", error)

file = Path("out/own_scenario.png")
write_picture(file, contact_sheet(brick, "own scenario", sheet_rows(brick, seeds=[0, 1], policy="oracle")))
print("wrote", file)
