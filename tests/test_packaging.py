"""The project's files agree with each other, and the wheel holds what the installed program needs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import blogarchive

ROOT = Path(__file__).resolve().parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel built from this checkout, without a network."""
    pytest.importorskip("hatchling", reason="building a wheel needs hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_citation_names_the_version() -> None:
    assert f"\nversion: {blogarchive.__version__}\n" in read("CITATION.cff")


def test_changelog_has_a_section_for_the_version() -> None:
    assert f"\n## [{blogarchive.__version__}]" in read("CHANGELOG.md")


def test_license_is_the_one_that_pyproject_and_citation_name() -> None:
    assert "Apache License" in read("LICENSE")
    assert "Version 2.0, January 2004" in read("LICENSE")
    assert tomllib.loads(read("pyproject.toml"))["project"]["license"] == "Apache-2.0"
    assert "\nlicense: Apache-2.0\n" in read("CITATION.cff")


def test_lowest_python_is_the_same_everywhere() -> None:
    lowest = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    assert f"Python {lowest} or newer" in read("README.md")
    assert f"Python {lowest} or newer" in read("CONTRIBUTING.md")


def test_wheel_holds_every_file_of_the_package(wheel_names: set[str]) -> None:
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "blogarchive").rglob("*") if path.is_file()}
    assert {name for name in package if "__pycache__" not in name} <= wheel_names


def test_wheel_holds_the_spiders_inside_the_package_and_nothing_beside_it(wheel_names: set[str]) -> None:
    assert {f"blogarchive/spiders/{path.name}" for path in (ROOT / "spiders").glob("*.py")} <= wheel_names
    assert {name.split("/")[0] for name in wheel_names if not re.match(r"blogarchive-[^/]+\.dist-info/", name)} == {"blogarchive"}


def test_ci_script_can_be_run() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True, stdin=subprocess.DEVNULL)
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
