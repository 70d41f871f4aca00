"""The helper script: what is a bench's name, and what is a word for the bench itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"placement": "", "conflict": "", "waves": "", "window": ""}


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "names", "options"),
    [
        ([], None, []),
        (["--quick"], None, ["--quick"]),
        (["window", "1000", "5"], ["window"], ["1000", "5"]),
        (["conflict", "folder", "--theirs", "1"], ["conflict"], ["folder", "--theirs", "1"]),
        (["placement", "waves", "--quick"], ["placement", "waves"], ["--quick"]),
    ],
)
def test_words_after_the_names_go_to_the_benches(make, words, names, options):
    assert make.split_names(words, PROGRAMS) == (names or list(make.BENCHES), options)


def test_an_unknown_bench_is_named_with_those_there_are(make):
    with pytest.raises(make.SetupError, match=r"No such bench: tides.*placement"):
        make.split_names(["tides"], PROGRAMS)
