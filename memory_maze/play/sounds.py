"""Short sounds for what was found. Where there is no sound device there are none, and nothing else is different."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.envs.screen import silence

RATE = 44100
"""Samples a second."""

FIND, MISS = (660.0, 990.0), (220.0, 165.0)
"""Tones one after the other, in hertz: of a find, and of a touch that costs something."""

TONE_SECONDS, LOUDNESS = 0.09, 0.25


def wave(tones: tuple[float, ...]) -> NDArray[np.int16]:
    """int16 [n, 2]: tones one after the other, which swell and fade."""
    times = np.arange(round(TONE_SECONDS * RATE)) / RATE
    shape = np.sin(np.pi * times / TONE_SECONDS)
    parts = np.concatenate([np.sin(2.0 * np.pi * tone * times) * shape for tone in tones])
    samples = np.round(LOUDNESS * np.iinfo(np.int16).max * parts).astype(np.int16)
    return np.stack([samples, samples], axis=1)


class Sounds:
    """Plays them."""

    def __init__(self, is_on: bool) -> None:
        """Opens no device before the first sound.

        Args:
          is_on: whether there are any at first.
        """
        self.is_on = is_on
        self._mixer: Any = None
        self._is_lost = False

    def play(self, tones: tuple[float, ...]) -> None:
        """Plays tones, such as `FIND`, if sounds are on and there is a device."""
        if not self.is_on or self._is_lost:
            return
        try:
            if self._mixer is None:
                self._mixer = _opened()
            self._mixer.Sound(buffer=wave(tones).tobytes()).play()
        except Exception:
            # pygame's own error, a missing library, a device that was unplugged: a game goes on without sound.
            self._is_lost = True

    def close(self) -> None:
        """Closes the device. May be called twice."""
        if self._mixer is not None:
            self._mixer.quit()
            self._mixer = None


def _opened() -> Any:
    import pygame

    with silence():
        pygame.mixer.init(RATE, -16, 2, 512)
    return pygame.mixer
