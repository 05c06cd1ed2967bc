"""Pages as SVG and PDF: shapes stay shapes, and nothing outside is asked for."""

import re
import shutil
import subprocess
import zlib
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from memory_maze.pictures import PictureError, write_page
from memory_maze.pictures.drawing.pdf import to_pdf
from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Page, Text
from memory_maze.pictures.drawing.svg import to_svg
from tests.pictures.drawing.pages import EVERYTHING, SPOTS

SVG = "{http://www.w3.org/2000/svg}"


def test_svg_has_an_element_a_shape():
    root = ElementTree.fromstring(to_svg(EVERYTHING))
    assert (root.get("width"), root.get("height")) == ("200", "120.5")
    kinds = [element.tag.removeprefix(SVG) for element in root]
    assert kinds == ["style", "path", "path", "path", "circle", "circle", "path", "image", "text", "text"]
    assert [element.text for element in root.iter(f"{SVG}text")] == ["A <b> & (c)", "right"]


def test_svg_asks_for_nothing_outside():
    text = to_svg(EVERYTHING)
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    addresses = re.findall(r'(?:href="|url\()([^,]*),', text)
    assert sorted(addresses) == ["data:font/ttf;base64", "data:image/png;base64"]


def test_pdf_says_where_each_of_its_objects_is():
    data = to_pdf(EVERYTHING)
    begin = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", data)[0])
    assert data[begin:].startswith(b"xref\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", data[begin:])]
    assert [data[place:].split(b" ")[0] for place in places] == [str(k + 1).encode() for k in range(len(places))]
    streams = re.findall(rb"/Length (\d+)>>stream\n", data)
    starts = [match.end() for match in re.finditer(rb">>stream\n", data)]
    contents = [zlib.decompress(data[at : at + int(size)]) for at, size in zip(starts, streams, strict=True)]
    assert b"(A <b> & \\(c\\)) Tj" in contents[0]
    assert contents[-1] == bytes([255, 200, 0, 0, 200, 255])


def test_letters_that_the_font_lacks_are_no_fault():
    page = Page(100, 40, (Text(5, 20, "迷路 – ü", 16),))
    assert "迷路" in to_svg(page)
    assert to_pdf(page).startswith(b"%PDF-1.4")


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler reads PDFs")
def test_pdf_shows_what_the_pixels_show(tmp_path):
    write_page(tmp_path / "x.pdf", EVERYTHING)
    subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", "x.pdf", "x"], cwd=tmp_path, check=True)
    with Image.open(tmp_path / "x.png") as shown:
        seen = {spot: shown.convert("RGB").getpixel(spot) for spot in SPOTS}
        assert np.abs(np.array([*seen.values()]) - np.array([*SPOTS.values()])).max() <= 2
        letters = np.asarray(shown.convert("L"), float)[62:118, 115:]
    ours = np.asarray(to_image(EVERYTHING).convert("L"), float)[62:118, 115:]
    assert (255 - letters).sum() == pytest.approx((255 - ours).sum(), rel=0.1)


@pytest.mark.parametrize(("name", "begin"), [("x.png", b"\x89PNG"), ("a/x.SVG", b"<svg"), ("x.pdf", b"%PDF")])
def test_the_ending_says_what_is_written(tmp_path, name, begin):
    write_page(tmp_path / name, EVERYTHING)
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(PictureError, match=r"name a file that ends in \.png, \.svg or \.pdf"):
        write_page(tmp_path / "x.eps", EVERYTHING)
    assert not any(tmp_path.iterdir())
