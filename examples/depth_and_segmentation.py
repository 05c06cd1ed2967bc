"""What the camera sees, how far away it is, and what it shows. Writes out/depth_and_segmentation.png."""

from pathlib import Path

import numpy as np
from PIL import Image

import memory_maze
from memory_maze.agents import make_policy
from memory_maze.pictures import paint_depth, paint_labels, write_picture
from memory_maze.rendering.segmentation import label_name

WIDTH, GAP = 256, 8

rows = []
for name, seed, steps in (("classic/9x9", 5, 23), ("classic/9x9-Vis", 2, 50), ("classic/9x9-Top", 3, 1)):
    scenario = memory_maze.load(
        name, {"camera.resolution": WIDTH, "camera.outputs": ["image", "depth", "segmentation"]}
    )
    env = memory_maze.build(scenario, seed=seed)
    policy = make_policy("oracle", scenario)
    observation = env.reset().observation
    for _ in range(steps):
        observation = env.step(policy(env.moments)[0]).observation
    depth, labels = observation["depth"], observation["segmentation"]
    shown = ", ".join(label_name(label) for label in np.unique(labels))
    print(f"{name}: {depth.min():.2f} to {depth[np.isfinite(depth)].max():.2f} m; {shown}")
    painted = paint_labels(labels, env.moments.episode().colors)
    margin = np.full((WIDTH, GAP, 3), 255, np.uint8)
    rows.append(np.hstack([observation["image"], margin, paint_depth(depth), margin, painted]))
    rows.append(np.full((GAP, 3 * WIDTH + 2 * GAP, 3), 255, np.uint8))
    env.close()

file = Path("out/depth_and_segmentation.png")
write_picture(file, Image.fromarray(np.vstack(rows[:-1])))
print("wrote", file)
