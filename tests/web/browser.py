"""A real browser, and what it says about a page: messages in its console, and whom it asked."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

REQUIRED = "MEMORY_MAZE_BROWSER_TESTS"
"""Environment variable: `required` makes a missing browser a failure."""

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--hide-scrollbars", "--force-device-scale-factor=1"),
)

PATIENCE = 60.0
"""Seconds that a page may take on a busy machine before a test gives up."""


def require_browser() -> None:
    """Skips where there is no browser, unless one is required."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    try:
        import selenium  # noqa: F401
    except ImportError:
        missing.append("selenium")
    if missing:
        said = f"needs {' and '.join(missing)}"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(said)
        pytest.skip(said)


class Browser:
    """One window of Chromium."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Opens an address."""
        self.driver.get(address)

    def size(self, width: int, height: int = 900) -> None:
        """Makes the window so large that pages are that wide, also where windows cannot be."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def dark(self, is_dark: bool) -> None:
        """Whether the person likes pages dark."""
        wish = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wish})

    def one(self, selector: str) -> Any:
        """The first element of a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        """All elements of a CSS selector."""
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def run(self, code: str, *arguments: Any) -> Any:
        """What a piece of JavaScript returns."""
        return self.driver.execute_script(code, *arguments)

    def until(self, is_so: Callable[[], Any], told: str = "") -> Any:
        """What `is_so` gives once it is true."""
        from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
        from selenium.webdriver.support.ui import WebDriverWait

        ignored = (StaleElementReferenceException, WebDriverException)
        return WebDriverWait(self.driver, PATIENCE, ignored_exceptions=ignored).until(lambda _: is_so(), told)

    def text(self, selector: str) -> str:
        """What an element says."""
        said: str = self.one(selector).text
        return said

    def says(self, selector: str, words: str) -> None:
        """Waits until an element says some words."""
        self.until(lambda: words in self.text(selector), f"{selector} never says {words!r}")

    def complaints(self) -> list[str]:
        """Errors and warnings in the console since the last look."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def asked(self) -> set[str]:
        """The hosts that pages asked since the last look."""
        found = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                address = message["params"].get("url") or message["params"]["request"]["url"]
                if urlsplit(address).scheme in ("http", "https", "ws", "wss"):
                    found.add(urlsplit(address).netloc)
        return found

    def too_wide(self) -> int:
        """Pixels by which a page is wider than its window."""
        return int(self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser with a profile of its own, which is gone afterwards."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
        try:
            yield Browser(driver)
        finally:
            driver.quit()
