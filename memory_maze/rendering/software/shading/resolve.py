"""From colours to pixels: samples are averaged as Mesa's blit does it."""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import COLOR, JOB_QUAD, JOB_ROW, Region
from memory_maze.rendering.software.records.planes import to_byte


@kernel
def write_jobs(words: Array, ints: Array, kind: int, count: int, pixels: Array) -> None:
    """Writes the colours of all jobs of a kind as if each filled its quad; quads that are shared come later."""
    pairs, high = pixels.view(np.uint64), np.uint64(32)
    columns, rows, first = ints[JOB_QUAD + kind], ints[JOB_ROW + kind], COLOR + 4 * kind
    left_below, right_below = words[first], words[first + 1]
    left_above, right_above = words[first + 2], words[first + 3]
    for i in range(count):
        column, row = np.uint64(columns[i]), np.uint64(2 * rows[i])
        pairs[row, column] = np.uint64(left_below[i]) | np.uint64(right_below[i]) << high
        pairs[row + np.uint64(1), column] = np.uint64(left_above[i]) | np.uint64(right_above[i]) << high


@kernel
def unpack_rows(pixels: Array, region: Region, begin: int, end: int, out: Array) -> None:
    """Writes the region's pixels of the rows begin..end - 1, counted from the bottom, into the frame."""
    last = min(region.x1, out.shape[1])
    fours = region.x0 & 3 == 0 and last & 3 == 0 and out.shape[1] & 3 == 0
    for y in range(begin, min(end, out.shape[0])):
        line, target = pixels[y], out[out.shape[0] - 1 - y].reshape(-1)
        if fours:
            unpack_fours(line, target.view(np.uint32), region.x0 >> 2, last >> 2)
            continue
        for x in range(region.x0, last):
            color = line[x]
            target[3 * x] = np.uint8(color)
            target[3 * x + 1] = np.uint8(color >> np.uint32(8))
            target[3 * x + 2] = np.uint8(color >> np.uint32(16))


@kernel
def unpack_fours(line: Array, words: Array, begin: int, end: int) -> None:
    """Writes four pixels as three words, from group `begin` to group `end` - 1."""
    for k in range(begin, end):
        a, b, c, d = line[4 * k], line[4 * k + 1], line[4 * k + 2], line[4 * k + 3]
        words[3 * k] = np.uint32(a | np.uint32(b << np.uint32(24)))
        words[3 * k + 1] = np.uint32(np.uint32(b >> np.uint32(8)) | np.uint32(c << np.uint32(16)))
        words[3 * k + 2] = np.uint32(np.uint32(c >> np.uint32(16)) | np.uint32(d << np.uint32(8)))


@kernel
def color_of(words: Array, slot: int, pixel: int) -> np.uint32:
    """The colour of a quad's pixel, from where its job put it."""
    return words[COLOR + 4 * (slot & 3) + pixel, slot >> 2]


@kernel
def mean_byte(a: Any, b: Any, c: Any, d: Any) -> Any:
    """The mean of four samples as Mesa's blit takes it: in float32, which decides the ties."""
    total = a + b + c + d
    if total & 3 != 2:
        return (total + 2) >> 2
    unit = np.float32(1 / 255)
    first = np.float32(np.float32(np.float32(a) * unit) + np.float32(np.float32(b) * unit))
    most = np.float32(first + np.float32(np.float32(c) * unit))
    return to_byte(np.float32(np.float32(most + np.float32(np.float32(d) * unit)) * np.float32(0.25)))


@kernel
def write_mixed(words: Array, entries: Array, count: int, pixels: Array) -> None:
    """Writes the quads that several surfaces share."""
    for i in range(count):
        entry = entries[i]
        for pixel in range(4):
            x = 2 * entry[0] + (pixel & 1)
            y = 2 * entry[1] + (pixel >> 1)
            slot0, slot1 = entry[2 + 4 * pixel], entry[3 + 4 * pixel]
            slot2, slot3 = entry[4 + 4 * pixel], entry[5 + 4 * pixel]
            c0 = color_of(words, slot0, pixel)
            if slot0 == slot1 and slot0 == slot2 and slot0 == slot3:
                pixels[y, x] = c0
                continue
            c1 = color_of(words, slot1, pixel)
            c2 = color_of(words, slot2, pixel)
            c3 = color_of(words, slot3, pixel)
            mean = np.uint32(0)
            for channel in range(3):
                shift, byte = np.uint32(8 * channel), np.uint32(255)
                a, b = np.int64((c0 >> shift) & byte), np.int64((c1 >> shift) & byte)
                c, d = np.int64((c2 >> shift) & byte), np.int64((c3 >> shift) & byte)
                mean = np.uint32(mean | np.uint32(np.uint32(mean_byte(a, b, c, d)) << shift))
            pixels[y, x] = mean
