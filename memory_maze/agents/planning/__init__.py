"""From a maze to the action that leaves the fewest seconds."""
