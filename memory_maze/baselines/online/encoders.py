"""What looks at a picture: convolutions, from [B, 3, side, side] to channels of a smaller picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor, nn
from torch.nn import functional

CHANNELS = (16, 32, 32)


def cnn() -> nn.Module:
    """Three convolutions; a picture of 64 x 64 becomes one of 8 x 8."""
    first, second, third = CHANNELS
    return nn.Sequential(
        *(nn.Conv2d(3, first, 8, 4, 2), nn.ReLU()),
        *(nn.Conv2d(first, second, 4, 2, 1), nn.ReLU()),
        *(nn.Conv2d(second, third, 3, 1, 1), nn.ReLU()),
    )


def resnet() -> nn.Module:
    """The deep network of IMPALA (arXiv 1802.01561, figure 3): each section halves the picture."""
    sections: list[nn.Module] = []
    for before, after in zip((3, *CHANNELS), CHANNELS, strict=False):
        sections += [nn.Conv2d(before, after, 3, 1, 1), nn.MaxPool2d(3, 2, 1), Residual(after), Residual(after)]
    return nn.Sequential(*sections, nn.ReLU())


class Residual(nn.Module):
    """Two convolutions whose result is added to what they were given."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first, self.second = (nn.Conv2d(channels, channels, 3, 1, 1) for _ in range(2))

    def forward(self, given: Tensor) -> Tensor:
        """[B, channels, side, side] to the same."""
        return given + self.second(functional.relu(self.first(functional.relu(given))))


ENCODERS: Mapping[str, Callable[[], nn.Module]] = {"cnn": cnn, "resnet": resnet}
"""What makes an encoder, by the word that settings have."""
