"""The site that MkDocs builds of docs/: complete, without a broken link, and with nothing from another host."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.pages import ROOT

SETTINGS = ROOT / "mkdocs.yml"

HOOKS = ROOT / "docs" / "site" / "hooks.py"

pytestmark = pytest.mark.skipif(not SETTINGS.exists(), reason="looks at files of a checkout")

LOADED = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src"}
"""What a browser loads without being asked, by tag."""

FOREIGN = re.compile(r"https?://[^\s\"')]+\.(?:js|mjs|css|woff2?|ttf|wasm|json)\b")
"""Addresses that look like code, styles or fonts."""

KNOWN = ("unpkg.com/mermaid", "github.com/")
"""What Material would load where a page has a diagram of mermaid's, and none has; and comments in its code."""


class Assets(HTMLParser):
    """What a page loads, and where it links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag in LOADED and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(given.get(LOADED[tag], ""))


def settings() -> dict[str, Any]:
    """mkdocs.yml."""
    told: dict[str, Any] = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    return told


def targets(entries: list[Any]) -> Iterator[str]:
    """The pages of a navigation."""
    for entry in entries:
        for below in entry.values():
            yield from targets(below) if isinstance(below, list) else [below]


def test_the_navigation_has_every_page_once() -> None:
    told = [target for target in targets(settings()["nav"]) if "/" not in target]
    pages = [page.name for page in (ROOT / "docs").glob("*.md")]
    assert sorted(told) == sorted([*pages, "index.md", "changelog.md", "contributing.md", "security.md"])


def test_nothing_is_asked_of_other_hosts_and_pages_are_searched_offline() -> None:
    told = settings()
    assert told["theme"]["font"] is False
    assert "offline" in told["plugins"]
    assert "repo_url" not in told
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    assert [page.name for page in pages if "```mermaid" in page.read_text(encoding="utf-8")] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("material", "mkdocstrings"):
        if importlib.util.find_spec(package) is None:
            pytest.skip("the extra `docs` is not installed")
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    surroundings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.mark.slow
def test_the_site_is_built_and_holds_all_that_it_loads(site: Path) -> None:
    pages = {page: Assets(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}
    assert len(pages) > 35
    for page, assets in pages.items():
        if page.name == "404.html":
            continue
        for target in assets.loaded:
            parts = urlsplit(target)
            assert parts.scheme in ("", "data"), (page, target)
            assert parts.scheme or (page.parent / unquote(parts.path)).exists(), (page, target)


@pytest.mark.slow
def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    anchors = {
        page: set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))) for page in site.rglob("*.html")
    }
    for page in anchors:
        for link in Assets(page.read_text(encoding="utf-8")).links:
            parts = urlsplit(link)
            if parts.scheme or page.name == "404.html":
                continue
            there = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            there = there / "index.html" if there.is_dir() else there
            assert there.exists(), (page.name, link)
            if parts.fragment and there in anchors:
                assert parts.fragment == "__skip" or unquote(parts.fragment) in anchors[there], (page.name, link)


@pytest.mark.slow
def test_scripts_and_styles_name_no_code_of_other_hosts(site: Path) -> None:
    found = {
        address
        for file in (*site.rglob("*.js"), *site.rglob("*.css"))
        for address in FOREIGN.findall(file.read_text(encoding="utf-8", errors="replace"))
    }
    assert [address for address in sorted(found) if not any(known in address for known in KNOWN)] == []
