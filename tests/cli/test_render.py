from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli.outputs import tell_compilation
from PIL import Image

from memory_maze.pictures import encoder
from memory_maze.pictures.boards import BoardStyle
from memory_maze.tables import POLICIES

SHORT = ("--steps", "3", "--size", "32")


def test_a_clip_goes_to_out_unless_told_otherwise(run: Callable, folder: Path) -> None:
    pytest.importorskip("imageio_ffmpeg")
    result = run("render", "classic/9x9", *SHORT)
    assert result.code == 0
    assert result.out == "wrote out/classic-9x9.mp4: oracle, seed 0, 3 steps, return 0\n"
    assert result.err == ""
    assert (folder / "out" / "classic-9x9.mp4").stat().st_size > 500


def test_a_file_gives_its_name_to_the_clip(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").write_text("summary: x\nextends: examples/t-maze\n")
    assert run("render", "./mine.yaml", *SHORT, "--view-only", "--out", "a/mine.gif").code == 0
    with Image.open(folder / "a" / "mine.gif") as gif:
        assert gif.n_frames == 4


def test_a_clip_ends_with_its_episode(run: Callable) -> None:
    result = run("render", "examples/t-maze", "-o", "episode.steps=2", "--out", "x.gif", "--size", "32")
    assert "2 steps" in result.out


def test_a_film_shows_the_view_and_the_map(run: Callable, folder: Path) -> None:
    assert run("render", "classic/9x9", "--steps", "1", "--out", "x.png").code == 0
    with Image.open(folder / "x.png") as still:
        assert still.size == BoardStyle(480).size


def test_bare_frames_stay_within_reach(run: Callable, folder: Path) -> None:
    ways = {"bare": ("--view-only",), "without": ("--no-map",), "mapped": ("--map",), "both": ("--view-only", "--map")}
    for name, options in ways.items():
        assert run("render", "classic/9x9", *SHORT, *options, "--out", f"{name}.png").code == 0
    pictures = {name: Image.open(folder / f"{name}.png") for name in ways}
    assert {picture.size for picture in pictures.values()} == {(32, 32)}
    bare, without, mapped, both = (picture.tobytes() for picture in pictures.values())
    assert bare == without != mapped == both
    assert run("render", "classic/9x9", "--steps", "1", "--view-only", "--out", "x.gif").code == 0
    with Image.open(folder / "x.gif") as film:
        assert (film.size, film.n_frames, film.info["duration"]) == ((256, 256), 2, 100)


def test_frames_a_second_make_a_film_smoother_not_longer(run: Callable, folder: Path) -> None:
    lengths = {}
    for fps in (10, 20):
        assert run("render", "classic/9x9", *SHORT, "--fps", str(fps), "--out", f"{fps}.webp").code == 0
        with Image.open(folder / f"{fps}.webp") as film:
            lengths[fps] = film.n_frames
    assert lengths[20] > lengths[10]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--policy", "orakle"], 1, "there is no policy 'orakle'; did you mean 'oracle'?"),
        (["--out", "x.avi"], 1, "x.avi: no clip is written as .avi; name a file that ends in .mp4, .gif, .webp or"),
        (["--out", "file/x.gif"], 1, "file: is a file, not a folder"),
        (["--out", "folder.gif"], 1, "folder.gif: is a folder"),
        (["--out", "a%d%d.png"], 1, "a%d%d.png: frames are numbered by one %d"),
        (["-o", "maze.sise=9"], 1, "did you mean 'size'?"),
        (["--size", "8"], 2, "--size"),
        (["--size", "2000"], 2, "--size"),
        (["--steps", "0"], 2, "--steps"),
        (["--seed", "-1"], 2, "--seed"),
        (["--fps", "0"], 2, "--fps"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    run: Callable, folder: Path, arguments: list[str], code: int, sentence: str
) -> None:
    (folder / "file").touch()
    (folder / "folder.gif").mkdir()
    result = run("render", "classic/9x9", *SHORT, "--out", "new/x.gif", *arguments)
    assert result.code == code
    assert result.out == ""
    assert sentence in result.sentence
    assert "Traceback" not in result.err
    assert sorted(path.name for path in folder.rglob("*")) == ["file", "folder.gif"]


def test_without_the_video_packages_it_says_what_to_install(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(encoder, "import_module", nothing)
    result = run("render", "classic/9x9")
    assert result.code == 1
    assert "pip install 'memory-maze-scenarios[video]'" in result.err
    assert not (folder / "out").exists()


def test_a_compilation_is_told_before_the_first_frame_and_not_with_an_error(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", lambda: True)
    told = "compiling the renderer, once (about half a minute) ...\n"
    assert run("render", "classic/9x9", *SHORT, "--out", "x.png").err == told
    assert run("preview", "classic/9x9", "--steps", "4", "--size", "160").err == told
    assert "compiling" not in run("render", "classic/9x9", "--policy", "orakle").err


def test_only_the_software_renderer_is_compiled(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", lambda: True)
    tell_compilation("opengl")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["render", "preview"])
def test_help_names_every_policy_and_shows_examples(run: Callable, command: str) -> None:
    text = run(command, "--help").out
    assert all(name in text for name in POLICIES)
    assert f"memory-maze {command} classic/9x9" in text.partition("Examples:")[2]
