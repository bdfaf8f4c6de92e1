"""What the docs say is so: links lead somewhere, commands exist, reference pages are fresh, examples run."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "output" / "README.md"])
WITH_EXAMPLES = sorted([DOCS / "tutorial.md", *(DOCS / "howto").glob("*.md")])
OPTIONAL = ("pandas", "duckdb")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def relative(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of every fenced block."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The finished process; nothing is read from stdin."""
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "NO_COLOR": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )


@functools.cache
def help_of(*command: str) -> str:
    done = run("-m", "blogarchive", *command, "--help")
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def commands() -> tuple[str, ...]:
    """The names under "Commands:" in the program's help."""
    listed = help_of().partition("Commands:")[2]
    return tuple(re.findall(r"^  ([a-z][a-z-]*)(?:\s|$)", listed, re.MULTILINE))


def options_of(*command: str) -> set[str]:
    """The long options at the beginning of the help's lines."""
    lines = [line.strip() for line in help_of(*command).splitlines() if re.match(r"\s+-", line)]
    return {option for line in lines for option in re.findall(r"--[a-z][a-z-]*", line.partition("  ")[0])}


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "reference" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``blogarchive demo -o output/demo`` has been run."""
    folder = tmp_path_factory.mktemp("docs")
    done = run("-m", "blogarchive", "demo", "-o", "output/demo", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    assert (folder / "output" / "demo" / "articles.jsonl").is_file(), done.stderr
    return folder


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_between_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))  # a regular expression may look like a link
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", ["fields.md", "settings.md", "traps.md"])
def test_generated_page_is_fresh(name: str) -> None:
    """When it is not: ``python docs/reference/generate.py``."""
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == generator().PAGES[name]()


def test_other_names_speak_of_fields_that_exist() -> None:
    module = generator()
    assert set(module.OTHER_NAMES) <= {field.name for field in module.dataclasses.fields(module.Article)}


def test_every_command_has_a_section_in_the_reference() -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `blogarchive ([a-z-]+)", text, re.MULTILINE)) == set(commands())


def test_every_option_is_in_its_command_s_section_and_no_other() -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `blogarchive ([a-z-]+)(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    written = {name: set(re.findall(r"^\|.*?\|", section, re.MULTILINE)) for name, section in sections.items()}
    for name in commands():
        documented = {option for cell in written[name] for option in re.findall(r"--[a-z][a-z-]*", cell)}
        assert (name, documented) == (name, options_of(name) - {"--help"})


def test_options_of_every_command_are_in_the_reference() -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert {option for option in options_of() if f"`{option}`" not in text} == set()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_in_examples_exist(page: Path) -> None:
    lines = [line for language, text in blocks(page) if language == "sh" for line in text.splitlines()]
    used = {name for line in lines for name in re.findall(r"(?:^|&& )blogarchive ([a-z-]+)", line)}
    assert not used or used <= set(commands())


@pytest.mark.parametrize("text", ["blogarchive demo", "&& pytest"])
def test_readme_has_one_line_that_installs_and_does_the_rest(text: str) -> None:
    """`.ci/run` takes these lines from the README and runs them."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.startswith("pip install") and text in line]) == 1


def test_the_spider_of_the_readme_is_listed() -> None:
    done = run("-m", "scrapy", "list")
    assert "blog" in done.stdout.split(), done.stderr


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=relative)
def test_python_examples_run_and_print_what_the_page_shows(page: Path, demo_folder: Path) -> None:
    """The blocks of a page run as one program; a ``text`` block after a Python block is what that block prints."""
    program, expected = [], []
    found = blocks(page)
    for (language, text), (next_language, next_text) in zip(found, [*found[1:], ("", "")], strict=False):
        if language == "python" and not any(needs_missing_library(text, name) for name in OPTIONAL):
            program.append(f"{text}\nprint('-' * 9)\n")
            expected.append(next_text if next_language == "text" else None)
    (demo_folder / "example.py").write_text("".join(program), encoding="utf-8")
    done = run("example.py", cwd=demo_folder)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.split(f"{'-' * 9}\n")
    assert [got for got, want in zip(printed, expected, strict=False) if want is not None] == [
        want for want in expected if want is not None
    ]


def needs_missing_library(text: str, name: str) -> bool:
    return f"import {name}" in text and importlib.util.find_spec(name) is None
