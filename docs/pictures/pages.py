"""Draws the screenshots of docs/web.md, by a real browser: python docs/pictures/pages.py

The games on the page of people's scores are played by policies, under made-up names.
"""

from __future__ import annotations

import io
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from memory_maze.agents.players import make_player  # noqa: E402
from memory_maze.agents.rollouts import steps_of  # noqa: E402
from memory_maze.dataset import generate, make_recipe  # noqa: E402
from memory_maze.dataset.making.games import GameRecorder  # noqa: E402
from memory_maze.scenario import load  # noqa: E402
from memory_maze.web.places import sorted_out  # noqa: E402
from memory_maze.web.site import Site  # noqa: E402
from tests.web.browser import Browser, opened  # noqa: E402
from tests.web.conftest import serving  # noqa: E402

DESK, PHONE = (1280, 960), (390, 844)

PLAYERS = {"Ada": "explorer-oracle", "Grace": "forgetful", "Emmy": "wanderer"}

QUALITY = 82

MISTAKE = "const t = document.getElementById('text'); t.value = t.value.replace('size: 11', 'size: 12'); t.oninput({})"
FIND = "for (let n = 0; n < 9; n++) [...document.querySelectorAll('.replayer .tools button')][2].click()"
SEEN = "document.querySelectorAll('.replayer input[type=checkbox]')[1].click()"
KEYS = (
    "for (const code of arguments) document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true }))"
)

LOADED = "const n = [...document.images].slice(1, 12); return n[9] && n.every((one) => one.naturalWidth > 0)"


def main() -> None:
    """Writes the pictures."""
    with TemporaryDirectory() as made:
        games, data, mine = (Path(made) / name for name in ("games", "data", "mine"))
        mine.mkdir()
        for player, policy in PLAYERS.items():
            record(games, player, policy)
        generate(make_recipe(load("classic/9x9"), 1, policy="oracle", steps=600), data)
        site = Site(sorted_out([str(mine), str(data)], games))
        with serving(site) as address, opened() as browser:
            browser.open(address)
            take_all(browser, address.partition("/?")[0])


def record(games: Path, player: str, policy: str) -> None:
    """Two games of a policy, as if somebody had played them."""
    scenario = load("classic/9x9")
    with closing(GameRecorder(games, scenario, "classic/9x9", player)) as recorder:
        for seed in (0, 1):
            driver = make_player(policy, scenario, seed)
            for taken in steps_of(scenario, driver, seed, scenario.episode_steps):
                if taken.action is None:
                    recorder.begin(seed, taken.now)
                else:
                    recorder.step(taken.action, taken.reward, taken.terminated, taken.now)
            recorder.end()


def take_all(browser: Browser, base: str) -> None:
    """Opens each page and takes its picture."""
    browser.size(*DESK)
    browser.open(f"{base}/catalogue")
    browser.until(lambda: browser.run(LOADED))
    take(browser, "catalogue")
    browser.open(f"{base}/editor")
    browser.says("#state", "valid")
    browser.run(MISTAKE)
    browser.says("#state", "1 problem")
    take(browser, "editor")
    browser.open(f"{base}/watch?scenario=classic/9x9")
    browser.until(lambda: int(browser.text("#total")) > 1)
    browser.run(KEYS, "KeyT")
    time.sleep(1.0)
    take(browser, "watch")
    browser.open(f"{base}/replay?dataset=data")
    browser.until(lambda: browser.one("#replay canvas").get_attribute("data-moment"))
    browser.run(FIND)
    browser.run(SEEN)
    time.sleep(1.0)
    take(browser, "replay")
    browser.open(f"{base}/people")
    browser.says("#scores", "Ada")
    take(browser, "people")
    browser.open(f"{base}/play?scenario=classic/9x9&seed=1")
    browser.says("#status", "the clock starts")
    browser.run(KEYS, "KeyM")
    take(browser, "play")
    browser.size(*PHONE)
    browser.dark(True)
    browser.open(f"{base}/play?scenario=classic/9x9&seed=1")
    browser.says("#status", "the clock starts")
    browser.run(KEYS, "ArrowLeft")
    time.sleep(2.0)
    take(browser, "phone")


def take(browser: Browser, name: str) -> None:
    """Keeps what the browser shows."""
    shown = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    shown.save(HERE / "web" / f"{name}.webp", "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    (HERE / "web").mkdir(exist_ok=True)
    main()
