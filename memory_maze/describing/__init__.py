"""What a scenario is like, measured over episodes: ways, sight, exploration, scores, and what memory is worth."""
