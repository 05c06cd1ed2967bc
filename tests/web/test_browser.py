"""The pages in a real browser, as a person uses them: by keys, by touch, at a desk and on a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
import starlette

from memory_maze import load
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.dataset.place.games import list_games
from memory_maze.web.places import sorted_out
from memory_maze.web.report import report
from memory_maze.web.site import Site
from tests.web.browser import Browser, opened, require_browser
from tests.web.conftest import SCENARIO, serving

AXE = "MEMORY_MAZE_AXE"
"""Environment variable: the file `axe.min.js` of the npm package axe-core."""

PAGES = ("catalogue", "editor", "play", "watch", "replay", "people", "scenario")

assert starlette


class Desk(NamedTuple):
    """A browser at a server, and where its files are."""

    browser: Browser
    base: str
    folder: Path
    games: Path

    def open(self, page: str, **query: str) -> None:
        """Opens a page."""
        self.browser.open(f"{self.base}/{page}?{urlencode(query)}" if query else f"{self.base}/{page}")

    def is_clean(self) -> None:
        """Nothing in the console, and nobody else was asked."""
        assert self.browser.complaints() == []
        assert self.browser.asked() <= {urlsplit(self.base).netloc}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    require_browser()
    folder, games = tmp_path_factory.mktemp("desk") / "mine", tmp_path_factory.mktemp("record") / "games"
    folder.mkdir()
    (folder / "corridor.yaml").write_text(SCENARIO)
    site = Site(sorted_out([str(folder)], games))
    with serving(site) as address, opened() as browser:
        browser.open(address)
        yield Desk(browser, address.partition("/?")[0], folder, games)


@pytest.fixture(autouse=True)
def at_the_desk(desk: Desk) -> None:
    desk.browser.size(1280)
    desk.browser.dark(False)


def type_keys(browser: Browser, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser.driver).send_keys(*keys).perform()


def hold(browser: Browser, key: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser.driver).key_down(key).perform()


def let_go(browser: Browser, key: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser.driver).key_up(key).perform()


def test_the_catalogue_is_filtered_and_leads_to_a_scenario(desk: Desk) -> None:
    browser = desk.browser
    desk.open("catalogue")
    browser.until(lambda: len(browser.all(".card")) > 50)
    browser.one("#text").send_keys("9x9 top")
    browser.until(lambda: 0 < len(browser.all(".card")) < 10)
    assert all("Top" in one.text for one in browser.all(".card .name"))
    next(one for one in browser.all("#tags button") if one.text == "oracle").click()
    browser.until(lambda: [one.text for one in browser.all(".card .name")] == ["classic/9x9-Oracle-Top"])
    browser.one("#text").clear()
    browser.one("#text").send_keys("mine/corridor")
    next(one for one in browser.all("#tags button") if one.text == "oracle").click()
    browser.until(lambda: len(browser.all(".card")) == 1)
    picture = browser.one(".card img")
    browser.until(lambda: browser.run("return arguments[0].complete && arguments[0].naturalWidth > 0", picture))
    browser.one(".card a").click()
    browser.says("#title", "mine/corridor.yaml")
    browser.says("#text", "objects: {count: 1, colors: [red]}")
    browser.says("#values", "document")
    browser.until(lambda: browser.run("return document.querySelector('#sheet img')?.naturalWidth > 0"))
    desk.is_clean()


def test_a_mistake_is_shown_where_it_is_and_cured(desk: Desk) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = desk.browser
    desk.open("editor")
    browser.says("#state", "valid")
    area = browser.one("#text")
    place = (
        "const area = arguments[0]; const end = area.value.indexOf('size: 11') + 8; area.setSelectionRange(end, end)"
    )
    browser.run(f"{place}; arguments[0].focus()", area)
    type_keys(browser, Keys.BACKSPACE, Keys.BACKSPACE, "8")
    browser.says("#state", "1 problem")
    browser.says("#problems", "4:9")
    assert "maze.size" in browser.text("#problems")
    assert browser.text(".mirror .wrong") == "8"
    browser.one("#problems button").click()
    assert browser.run("return document.activeElement.id") == "text"
    type_keys(browser, Keys.DELETE, "13", Keys.ENTER)
    browser.says("#state", "valid")
    browser.until(lambda: browser.one("#map svg").get_dom_attribute("viewBox") == "-0.5 -0.5 14 14")
    before = browser.one("#view").get_attribute("src")
    browser.one("#next-seed").click()
    browser.until(lambda: browser.one("#view").get_attribute("src") != before)
    assert "find the" in browser.text("#prompt").lower()
    desk.is_clean()


def test_words_are_completed_from_the_schema_and_a_file_is_saved(desk: Desk) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = desk.browser
    desk.open("editor")
    browser.says("#state", "valid")
    browser.run("const area = arguments[0]; area.focus(); area.setSelectionRange(1e6, 1e6)", browser.one("#text"))
    type_keys(browser, "cam")
    browser.until(lambda: browser.one("#offers").is_displayed())
    assert browser.text("#offers li[aria-selected=true] b") == "camera"
    type_keys(browser, Keys.ENTER, Keys.ENTER, "vi")
    browser.until(lambda: browser.text("#offers li[aria-selected=true] b") == "view")
    type_keys(browser, Keys.ENTER)
    browser.run("arguments[0].scrollIntoView()", browser.one("#state"))
    type_keys(browser, "to")
    browser.until(lambda: browser.text("#offers li[aria-selected=true] b") == "top")
    type_keys(browser, Keys.ENTER)
    browser.says("#state", "valid")
    browser.one("#file").clear()
    browser.one("#file").send_keys("from_above.yaml")
    browser.one("#save-button").click()
    browser.says("#saved", "Saved mine/from_above.yaml")
    assert (desk.folder / "from_above.yaml").read_text().endswith("camera: \n  view: top")
    desk.is_clean()


def test_a_game_is_played_by_keys_recorded_replayed_and_reported(desk: Desk, tmp_path: Path) -> None:
    browser = desk.browser
    desk.open("play", scenario="mine/corridor.yaml")
    browser.says("#cover-card", "Press an arrow key")
    browser.one("#player").send_keys("Ada")
    browser.one("#choice button[type=submit]").click()
    browser.says("#status", "the clock starts with your first key")
    assert "red" in browser.text("#prompt")
    browser.run("const speed = document.getElementById('speed'); speed.value = '4'; speed.onchange()")
    browser.until(lambda: browser.one("#speed").get_attribute("value") == "4")
    hold(browser, "w")
    browser.says("#cover-card", "The goal is reached")
    let_go(browser, "w")
    assert browser.text("#cover-card .score") == "1"
    assert browser.text("#total") == "1"
    assert int(browser.one("#picture").get_attribute("data-pictures")) > 5
    browser.says("#recorded", "Recorded as mine-corridor/")
    # Other tests may have played into the same folder.
    [game] = [one for one in list_games(str(desk.games)) if one.player == "Ada"]
    assert (game.player, game.whole, game.total, game.counts) == ("Ada", True, 1.0, True)

    desk.open("replay", dataset="games", split="mine-corridor", index="0")
    browser.says("#replay .facts", "Ada")
    next(one for one in browser.all(".tools button") if one.text == "Find ›").click()
    browser.until(lambda: browser.text(".numbers").split()[-1] == "5")
    assert f"Step\n{game.steps}" in browser.text(".numbers")
    assert "Return\n1" in browser.text(".numbers")
    browser.until(lambda: browser.one("#replay canvas").get_attribute("data-moment") == str(game.steps))
    assert browser.run("return document.querySelector('#replay canvas').width") == 64

    desk.open("people")
    browser.says("#scores", "Ada")
    desk.is_clean()

    page = tmp_path / "report.html"
    page.write_text(report(desk.games / game.file).html)
    browser.open(page.as_uri())
    browser.says("#replay .facts", "Ada")
    next(one for one in browser.all(".tools button") if one.text == "Find ›").click()
    browser.until(lambda: browser.one("#replay canvas").get_attribute("data-moment") == str(game.steps))
    assert browser.complaints() == []
    assert browser.asked() == set()


def test_a_replay_begins_with_a_dataset_that_holds_something(desk: Desk, tmp_path: Path) -> None:
    recipe = make_recipe(load("classic/9x9", {"camera.resolution": 16}), 1, policy="random", steps=8)
    generate(recipe, tmp_path / "recorded", engine=local_engine(1))
    GameRecorder(tmp_path / "games", load("classic/9x9"), "classic/9x9").close()
    with serving(Site(sorted_out([str(tmp_path / "recorded")], tmp_path / "games"))) as address:
        desk.browser.asked()
        desk.browser.open(address)
        desk.browser.open(f"{address.partition('/?')[0]}/replay")
        desk.browser.until(lambda: desk.browser.one("#replay canvas").get_attribute("data-moment") == "0")
        assert desk.browser.one("#dataset").get_attribute("value") == "recorded"
        assert [one.text for one in desk.browser.all("#dataset option")] == ["games", "recorded"]
        assert desk.browser.complaints() == []
        assert desk.browser.asked() == {urlsplit(address).netloc}


def test_a_game_is_played_by_touch_on_a_phone(desk: Desk) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    browser = desk.browser
    browser.size(390, 844)
    desk.open("play", scenario="mine/corridor.yaml")
    browser.says("#status", "the clock starts")
    browser.run("const speed = document.getElementById('speed'); speed.value = '4'; speed.onchange()")
    ahead = browser.one("[data-key=up]")
    browser.run("arguments[0].scrollIntoView({ block: 'end' })", ahead)
    ActionChains(browser.driver).click_and_hold(ahead).perform()
    browser.says("#cover-card", "The goal is reached")
    ActionChains(browser.driver).release().perform()
    desk.is_clean()


def test_a_policy_is_watched_and_a_game_handed_over(desk: Desk) -> None:
    browser = desk.browser
    desk.open("watch", scenario="mine/corridor.yaml")
    browser.says("#status", "oracle")
    assert browser.one("#map svg").is_displayed()
    type_keys(browser, "]", "]")
    browser.says("#cover-card", "The goal is reached")
    desk.open("play", scenario="mine/corridor.yaml")
    browser.says("#status", "the clock starts")
    type_keys(browser, "o")
    browser.says("#status", "oracle")
    type_keys(browser, "v")
    browser.until(lambda: browser.run("return document.getElementById('picture').width") == 64)
    type_keys(browser, "p")
    browser.says("#cover-card", "Paused")
    desk.is_clean()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_pages_fit_a_phone_and_pass_axe(desk: Desk, page: str, is_dark: bool) -> None:
    browser = desk.browser
    browser.size(390, 844)
    browser.dark(is_dark)
    desk.open(page, name="mine/corridor.yaml", scenario="mine/corridor.yaml")
    browser.until(lambda: not browser.all(".waiting") and "connecting" not in browser.text("body"))
    assert browser.too_wide() <= 0
    desk.is_clean()
    violations(browser)


def violations(browser: Browser) -> None:
    """Fails where axe-core finds anything that is serious."""
    if not os.environ.get(AXE):
        return
    browser.run(Path(os.environ[AXE]).read_text())
    found: Any = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then((told) => done(told.violations))"
    )
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
