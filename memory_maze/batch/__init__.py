"""Many mazes at once: the dm_control task's world as arrays, a row a maze, stepped and drawn by all cores."""
