"""Pictures as the bytes of a file that a browser shows."""

from __future__ import annotations

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WEBP, JPEG = "image/webp", "image/jpeg"


def exact(picture: Image.Image) -> bytes:
    """WebP without loss."""
    return _encoded(picture, "WEBP", lossless=True, method=2)


def small(picture: Image.Image, quality: int = 80) -> bytes:
    """WebP with some loss, a sixth of the size."""
    return _encoded(picture, "WEBP", quality=quality, method=4, use_sharp_yuv=True)


def quick(frame: NDArray[np.uint8]) -> bytes:
    """JPEG with its colours at full resolution: what takes the least time, a fifth of WebP's (docs/web.md).

    Args:
      frame: uint8 [H, W, 3].
    """
    return _encoded(Image.fromarray(frame), "JPEG", quality=88, subsampling=0)


def address(data: bytes, kind: str = WEBP) -> str:
    """A picture as an address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _encoded(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
