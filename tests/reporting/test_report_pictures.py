"""Rendered pages, compared as small grey pictures; skipped where poppler is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from planner.reporting import ReportOptions, write_pdf
from tests.reporting.studies import make_study

GOLDEN = Path(__file__).parents[1] / "golden" / "reporting" / "pictures"
DOTS = 40
SLACK = 2.0
"""Mean difference of grey levels (of 255) that versions of poppler may make."""

pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not installed")


def pictures(folder: Path, language: str, parts: tuple[str, ...]) -> list[Image.Image]:
    path = folder / "report.pdf"
    write_pdf(make_study(12, names=language), path, language, ReportOptions(parts=parts))
    subprocess.run(
        ["pdftoppm", "-r", str(DOTS), "-gray", "-png", str(path), str(folder / "page")], check=True
    )
    return [Image.open(found).convert("L") for found in sorted(folder.glob("page*.png"))]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", ["decision", "overview", "money", "risks", "standing"])
def test_page_looks_as_it_did(tmp_path: Path, part: str, language: str) -> None:
    (page, *_) = pictures(tmp_path, language, (part,))
    place = GOLDEN / f"{part}.{language}.png"
    if os.environ.get("REFRESH_GOLDEN"):
        place.parent.mkdir(parents=True, exist_ok=True)
        page.save(place, optimize=True)
    with Image.open(place) as golden:
        assert golden.size == page.size
        difference = ImageStat.Stat(ImageChops.difference(golden.convert("L"), page)).mean[0]
    assert difference < SLACK, f"{place.name}: REFRESH_GOLDEN=1 where meant"


def test_margins_are_white(tmp_path: Path) -> None:
    for page in pictures(tmp_path, "zh", ("decision", "calendar", "workloads")):
        width, height = page.size
        edge = round(36 * DOTS / 72)
        for box in ((0, 0, edge, height), (width - edge, 0, width, height), (0, 0, width, edge)):
            low, _ = page.crop(box).getextrema()
            assert low == 255
