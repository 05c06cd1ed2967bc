"""How walkers move: engines behind one protocol (`game.engine.Physics`), equal to the last bit."""
