"""A real Ghost with SQLite, out of the npm registry, in a folder of its own. Installing takes minutes and is done once."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from tests.engines.processes import free_port, ready, run, served, serves

__all__ = ["Ghost", "ghost", "installed", "why_not"]

VERSION = "5.130.6"
"""The last of the line that runs with Node.js 20; 6 wants 22."""

# Its only dependency that lives on GitHub instead of the registry, needed by its own tests.
OVERRIDES = {"mock-knex": "0.4.13"}
CACHE = Path(os.environ.get("BLOGARCHIVE_ENGINES", Path.home() / ".cache" / "blogarchive-engines"))
OWNER = {"name": "Ann Holm", "email": "ann@example.org", "password": "not-a-secret-1", "blogTitle": "Harbour Notes"}
WORDS = (
    "salt stone harbour tide rope lantern keel anchor gull mast ferry quay storm island chart compass sail net light wind".split()
)


@dataclass(slots=True)
class Ghost:
    """A blog that answers at ``url``, and a session of its owner."""

    url: str
    posts: list[dict[str, Any]] = field(default_factory=list)
    """What was written: url, title, kind, day."""

    _cookies: CookieJar = field(default_factory=CookieJar)

    def ask(self, path: str, data: object, method: str = "POST") -> dict[str, Any]:
        """What the admin interface answers to *data*."""
        address = f"{self.url}ghost/api/admin/{path}"
        headers = {"Content-Type": "application/json", "Origin": self.url.rstrip("/")}
        body = json.dumps(data).encode() if data is not None else None
        request = urllib.request.Request(address, body, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        with opener.open(request, timeout=60) as answer:
            text = answer.read()
        return dict(json.loads(text)) if text.startswith(b"{") else {}


def why_not() -> str | None:
    """Why Ghost cannot be had here; None when it can."""
    if not all(shutil.which(tool) for tool in ("node", "npm")):
        return "node and npm are not installed"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip("v \n")
    return None if version.startswith(("18.", "20.", "22.")) else f"Ghost {VERSION} runs with Node.js 18, 20 or 22, not {version}"


def installed() -> Path:
    """The folder of Ghost's program; fetched and built when it is not there."""
    folder = CACHE / f"ghost-{VERSION}"
    if (folder / "installed").exists():
        return folder / "package"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(["npm", "pack", "--silent", f"ghost@{VERSION}"], cwd=folder)
    run(["tar", "xzf", f"ghost-{VERSION}.tgz"], cwd=folder)
    root = folder / "package"
    package = json.loads((root / "package.json").read_text())
    package.pop("devDependencies", None)
    package["overrides"] = {**package.get("overrides", {}), **OVERRIDES}
    # npm asks which packages may run scripts of their own when they are installed: SQLite's has to be compiled.
    package["allowScripts"] = {"sqlite3": True}
    (root / "package.json").write_text(json.dumps(package, indent=2))
    run(["npm", "install", "--omit=dev", "--no-audit", "--no-fund", "--legacy-peer-deps"], cwd=root)
    if not list(root.glob("node_modules/sqlite3/build/Release/*.node")):
        run(["npm", "rebuild", "sqlite3"], cwd=root)
    (folder / "installed").touch()
    return root


@contextmanager
def ghost(folder: Path, posts: int) -> Iterator[Ghost]:
    """A Ghost with about *posts* posts of every kind, its files in *folder*."""
    program = installed()
    port = free_port()
    site = Ghost(f"http://127.0.0.1:{port}/")
    content = folder / "content"
    shutil.copytree(program / "content", content)
    # Ghost takes each setting from the environment as well, its path joined by two underscores.
    settings = {
        "NODE_ENV": "production",
        "url": site.url,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "sqlite3",
        "database__connection__filename": str(folder / "ghost.db"),
        "database__useNullAsDefault": "true",
        "paths__contentPath": str(content),
        "mail__transport": "Stub",
        "logging__transports": '["stdout"]',
        "logging__level": "warn",
        "security__staffDeviceVerification": "false",
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
    }
    log = folder / "ghost.log"
    with served(["node", "index.js"], program, log, {**os.environ, **settings}) as server:
        ready(server, log, ("127.0.0.1", port))
        serves(site.url)
        site.ask("authentication/setup/", {"setup": [OWNER]})
        site.ask("session/", {"username": OWNER["email"], "password": OWNER["password"]})
        _fill(site, posts)
        yield site


def _fill(site: Ghost, count: int) -> None:
    chance = random.Random(7)
    kinds = (
        ["draft"] * 10
        + ["scheduled"] * 8
        + ["members"] * 6
        + ["deleted"] * 5
        + ["featured"] * 2
        + ["numeric"] * 3
        + ["foreign"] * 4
    )
    kinds += ["plain"] * (count - len(kinds))
    chance.shuffle(kinds)
    for number, kind in enumerate(kinds):
        site.posts.append(_write(site, number, kind, chance))
    site.ask("pages/?source=html", {"pages": [{"title": "Imprint", "html": "<p>Who is who.</p>", "status": "published"}]})


def _write(site: Ghost, number: int, kind: str, chance: random.Random) -> dict[str, Any]:
    title = " ".join(chance.choices(WORDS, k=4)).capitalize() + f" {number}"
    title = {"numeric": str(1900 + number), "foreign": f"Письмо из порта {number}"}.get(kind, title)
    paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(4)]
    if kind not in ("plain", "featured", "numeric", "foreign"):
        paragraphs[-1] += f" Hidden{kind}{number}."
    day = f"{2012 + number // 24}-{1 + number // 2 % 12:02}-{5 + number % 2 * 12:02}"
    post: dict[str, Any] = {
        "title": title,
        "html": "".join(f"<p>{p}</p>" for p in paragraphs),
        "tags": [{"name": chance.choice(WORDS[:8])}, {"name": "#internal"}],
        "featured": kind == "featured",
        "visibility": "members" if kind == "members" else "public",
        "status": {"draft": "draft", "scheduled": "scheduled"}.get(kind, "published"),
        "published_at": "2099-01-01T10:00:00.000Z" if kind == "scheduled" else f"{day}T10:00:00.000Z",
    }
    made = site.ask("posts/?source=html", {"posts": [post]})["posts"][0]
    if kind == "deleted":
        site.ask(f"posts/{made['id']}/", None, "DELETE")
    return {"url": made["url"], "title": title, "kind": kind, "day": day, "author": OWNER["name"]}
