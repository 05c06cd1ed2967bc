"""Facts about an installation, for `doctor`."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import platform
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

PACKAGES = (
    "memory-maze-scenarios",
    *("gymnasium", "numpy", "numba", "pillow"),
    *("pydantic", "pyyaml", "typer"),
)
"""What everything needs."""

SOMETIMES = {
    "mujoco": "pip install mujoco adds it; only OpenGL, the engine `mujoco` and dm_control need it",
    "dm_control": "not every Python can have it; only its own tasks and viewer need it",
    "dm-env": "pip install dm-env adds it; only dm_env's interface and the old gym's need it",
    "labmaze": "not every Python can have it; only its images are needed, which `memory-maze images` brings",
    "isal": "pip install isal adds it; only datasets need it",
}
"""What parts of the package need, and not every machine has: what to say where it is missing."""

OPTIONAL = {
    **{"imageio-ffmpeg": "video", "pygame": "gui", "torch": "torch", "zarr": "zarr"},
    **{"minari": "minari", "ray": "ray", "stable-baselines3": "sb3"},
}
"""Package to the extra that installs it."""

UPSTREAM = "memory-maze"
"""The distribution of the published benchmark, which has a package of the same name."""

AGAIN = f"pip install --force-reinstall --no-deps {PACKAGES[0]}"
_UNAVAILABLE = "RenderingUnavailable: "
"""Begins what a renderer says that finds no OpenGL."""

REMEDIES = {
    "egl": "not available; the package libegl1 adds it",
    "osmesa": "not available; the package libosmesa6 adds it",
    "glfw": "not available; it needs a display, such as a desktop's or Xvfb's",
}
"""Of OpenGL's back ends: what each of them lacks where it does not draw."""

PATIENCE = 120
"""Seconds to wait for a renderer before it counts as hanging; the first frame may have to be compiled."""


@dataclass(frozen=True)
class Fact:
    """One thing that was looked at."""

    subject: str
    finding: str
    state: Literal["ok", "absent", "wrong"] = "ok"
    """`absent`: not there, and not needed."""


def versions() -> list[Fact]:
    """Python, the machine and every package that matters."""
    facts = [
        Fact("python", f"{platform.python_version()} ({platform.python_implementation()})"),
        Fact("platform", platform.platform()),
    ]
    facts += [_package(name) for name in PACKAGES]
    facts += [_package(name, advice) for name, advice in SOMETIMES.items()]
    facts += [
        _package(name, f"pip install 'memory-maze-scenarios[{extra}]' adds it") for name, extra in OPTIONAL.items()
    ]
    return facts


def library() -> list[Fact]:
    """Whether `memory_maze` is this package's, whole, and nobody else's beside it."""
    facts = []
    with suppress(metadata.PackageNotFoundError):
        version = metadata.version(UPSTREAM)
        advice = f"run pip uninstall {UPSTREAM}; {AGAIN}; and drop {UPSTREAM} from requirements"
        finding = f"{version} is installed too, and both have a package memory_maze; {advice}"
        facts.append(Fact(UPSTREAM, finding, "wrong"))
    try:
        from memory_maze.scenario import names
    except Exception as error:
        facts.append(Fact("memory_maze", f"cannot be imported ({error!r}); run {AGAIN}", "wrong"))
        return facts
    changed = _changed_files()
    if changed:
        finding = f"{len(changed)} files are not those that were installed, such as {changed[0]}; run {AGAIN}"
        facts.append(Fact("memory_maze", finding, "wrong"))
    facts.append(Fact("scenarios", str(len(names()))))
    return facts


def _changed_files() -> list[str]:
    """Python files of the package that are gone, or not what was installed; none where that is not recorded."""
    try:
        installed = metadata.distribution(PACKAGES[0])
    except metadata.PackageNotFoundError:
        return []
    # `metadata.files` leaves out those that are gone, in newer Pythons.
    rows = csv.reader((installed.read_text("RECORD") or "").splitlines())
    recorded = [(name, digest) for name, digest, _ in rows if name.endswith(".py") and digest]
    return [name for name, digest in recorded if not _is_as_recorded(Path(str(installed.locate_file(name))), digest)]


def _is_as_recorded(file: Path, digest: str) -> bool:
    """Whether a file has a digest, such as `sha256=` and 43 letters."""
    mode, _, value = digest.partition("=")
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return base64.urlsafe_b64encode(hashlib.new(mode, content).digest()).rstrip(b"=").decode() == value


def catalogue() -> list[Fact]:
    """Where scenarios are looked for."""
    from memory_maze.scenario import search_path

    facts = []
    for folder in search_path():
        there = folder.is_dir()
        finding = str(folder) if there else f"{folder} is no folder"
        facts.append(Fact("search path", finding, "ok" if there else "wrong"))
    return facts


def compiled_code() -> list[Fact]:
    """Where machine code is kept, how much there is, and what is wrong with that."""
    try:
        from memory_maze.compiling import can_be_compiled, files
    except ImportError:
        # A package that is missing is a fact of its own.
        return []
    facts = [] if can_be_compiled() else [Fact("numba", "switched off: everything runs, slowly", "absent")]
    return [*facts, _kept_code(files)]


def _kept_code(files: Any) -> Fact:
    subject = "compiled code"
    if files.is_off():
        return Fact(subject, f"not kept: {files.VARIABLE} is {files.OFF}", "absent")
    if problem := files.problem():
        return Fact(subject, f"cannot be kept: {problem}", "wrong")
    sizes, damaged = files.sizes(), files.damaged()
    if damaged:
        finding = f"{len(damaged)} of {len(sizes)} files in {files.folder()} are damaged and made anew when needed: "
        return Fact(subject, finding + ", ".join(damaged), "wrong")
    return Fact(subject, f"{len(sizes)} files in {files.folder()}, {sum(sizes) / 1e6:.1f} MB")


def renderers() -> list[Fact]:
    """Whether the software renderer and each OpenGL back end draw, and how fast."""
    backends = ("egl", "osmesa", "glfw") if platform.system() == "Linux" else ("native",)
    facts = [_drawing("software", "software", {})]
    for backend in backends:
        if backend == "glfw" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            facts.append(Fact("opengl (glfw)", "needs a display, and there is none", "absent"))
            continue
        environment = {} if backend == "native" else {"MUJOCO_GL": backend}
        fact = _drawing(f"opengl ({backend})", "opengl", environment)
        if fact.state != "ok":
            fact = replace(fact, state="absent")
            if _UNAVAILABLE in fact.finding:
                fact = replace(fact, finding=REMEDIES.get(backend, fact.finding.partition(_UNAVAILABLE)[2]))
        facts.append(fact)
    return facts


def _package(name: str, advice: str = "") -> Fact:
    """A package's version; where it is missing, that is wrong unless there is advice."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Fact(name, f"not installed; {advice}", "absent") if advice else Fact(name, "not installed", "wrong")
    if name == "mujoco" and int(version.partition(".")[0]) >= 4:
        return Fact(name, f"{version}; dm_control needs mujoco>=3.17,<4", "wrong")
    return Fact(name, version)


def _drawing(subject: str, renderer: Literal["software", "opengl"], environment: dict[str, str]) -> Fact:
    command = [sys.executable, "-m", f"{__package__}.timed_frames", renderer]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Fact(subject, f"hangs: no frame within {PATIENCE} s", "wrong")
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"crashed with exit code {done.returncode}"]
        return Fact(subject, last[0], "wrong")
    seconds = json.loads(done.stdout.splitlines()[-1])
    return Fact(
        subject, f"draws: first frame after {seconds['first']:.1f} s, then {1000 * seconds['next']:.2f} ms each"
    )


def proofs() -> list[Fact]:
    """Whether our own physics are MuJoCo's, in all their bits: a million steps for each way to step them."""
    from memory_maze.compiling import can_be_compiled
    from memory_maze.physics.exact.proof import is_exact
    from memory_maze.physics.exact.run import FEWEST_LANES, host_lanes

    if not can_be_compiled():
        return [Fact("physics", "MuJoCo's, since nothing is compiled here", "absent")]
    ways = {"one maze": 1, **{f"{lanes} mazes side by side": lanes for lanes in (FEWEST_LANES, host_lanes())}}
    return [
        Fact(f"physics, {way}", "a million steps, all bits as MuJoCo's")
        if is_exact(lanes=lanes)
        else Fact(f"physics, {way}", "not as MuJoCo's, which steps walkers in its place; please report this", "wrong")
        for way, lanes in ways.items()
    ]
