"""A real WordPress with MariaDB, out of Debian's packages, in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.processes import free_port, ready, run, served

__all__ = ["TOOLS", "WordPress", "missing_tools", "wordpress"]

HERE = Path(__file__).parent / "wordpress"
TOOLS = ("php", "mariadbd", "mariadb-install-db", "my_print_defaults", "apt-get", "dpkg")
PACKAGES = ("wordpress", "wordpress-theme-twentytwentyone", "wordpress-theme-twentytwentythree")
OWN = os.environ.get("BLOGARCHIVE_WORDPRESS", "")
"""A folder with another version of WordPress, unpacked."""

WORKERS = "4"
PHP = ("php", "-d", "opcache.enable_cli=1", "-d", "memory_limit=512M", "-d", "display_errors=0", "-d", "error_reporting=0")


@dataclass(frozen=True, slots=True)
class WordPress:
    """A blog that answers at ``url``."""

    url: str
    root: Path

    def change(self, permalinks: str, theme: str, off: Sequence[str]) -> list[dict[str, Any]]:
        """Let it answer another way; what it holds then: posts and pages of every state, with their addresses."""
        wanted = json.dumps({"permalinks": permalinks, "theme": theme, "off": list(off)})
        found: list[dict[str, Any]] = json.loads(run([*PHP, "variant.php", wanted], cwd=self.root))
        return found


def missing_tools() -> list[str]:
    """The programs and parts of PHP that are needed and not installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    missing = [tool for tool in TOOLS if shutil.which(tool, path=path) is None]
    if "php" not in missing:
        modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout.split()
        missing += [
            f"php-{name}"
            for name, module in (("mysql", "mysqli"), ("xml", "xml"), ("mbstring", "mbstring"))
            if module not in modules
        ]
    return missing


@contextmanager
def wordpress(folder: Path, posts: int) -> Iterator[WordPress]:
    """A WordPress with about *posts* posts of every kind, its files and tables in *folder*."""
    root = _unpacked(folder)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        socket = _database(stack, folder)
        _configure(root, socket)
        run([*PHP, "install.php", url], cwd=root)
        run([*PHP, "fill.php", str(posts)], cwd=root)
        log = folder / "php.log"
        command = [*PHP, "-S", f"127.0.0.1:{port}", "-t", str(root), "router.php"]
        server = stack.enter_context(served(command, root, log, {**os.environ, "PHP_CLI_SERVER_WORKERS": WORKERS}))
        ready(server, log, ("127.0.0.1", port))
        yield WordPress(url + "/", root)


def _unpacked(folder: Path) -> Path:
    """WordPress as Debian ships it, or the one in `OWN`, its parts in one place. The packages are fetched, not installed."""
    packages = folder / "packages"
    packages.mkdir(parents=True)
    run(["apt-get", "-o", "APT::Sandbox::User=root", "download", *PACKAGES], cwd=packages)
    for package in packages.glob("*.deb"):
        run(["dpkg", "-x", str(package), str(folder / "unpacked")])
    root = folder / "wordpress"
    packaged = folder / "unpacked" / "usr" / "share" / "wordpress"
    shutil.copytree(Path(OWN) if OWN else packaged, root, symlinks=True)
    if OWN:  # with Debian's themes, so that the variants are the same
        shutil.copytree(packaged / "wp-content" / "themes", root / "wp-content" / "themes", symlinks=True, dirs_exist_ok=True)
    for name in ("install.php", "fill.php", "variant.php", "router.php"):
        shutil.copy(HERE / name, root)
    switches = root / "wp-content" / "mu-plugins"
    switches.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "switches.php", switches)
    return root


def _database(stack: ExitStack, folder: Path) -> Path:
    """A MariaDB that only listens at a socket; the socket's path."""
    data, log = folder / "data", folder / "mariadb.log"
    # A socket's path has at most 107 bytes, which the folders of pytest may exceed.
    short = Path(stack.enter_context(_short_folder()))
    socket = short / "db.sock"
    path = {**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"}
    user = ["--user=root"] if os.geteuid() == 0 else []
    run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", *user], env=path)
    command = [
        "mariadbd",
        "--no-defaults",
        f"--datadir={data}",
        f"--socket={socket}",
        "--skip-networking",
        "--innodb-flush-log-at-trx-commit=0",
    ]
    command += ["--skip-log-bin", "--skip-grant-tables", f"--pid-file={short / 'db.pid'}", *user]
    server = stack.enter_context(served(command, folder, log, path))
    ready(server, log, socket)
    return socket


@contextmanager
def _short_folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="wp") as name:
        yield name


def _configure(root: Path, socket: Path) -> None:
    code = f"""<?php
$connection = mysqli_init();
mysqli_real_connect( $connection, 'localhost', 'root', '', null, null, '{socket}' );
mysqli_query( $connection, 'CREATE DATABASE blog CHARACTER SET utf8mb4' ) or exit( 1 );
"""
    (root / "wp-config.php").unlink(missing_ok=True)
    run([*PHP, "-r", code.removeprefix("<?php")])
    (root / "wp-config.php").write_text(
        f"""<?php
define( 'DB_NAME', 'blog' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
$table_prefix = 'wp_';
if ( ! isset( $_SERVER['HTTP_HOST'] ) ) {{
	$_SERVER['HTTP_HOST'] = 'localhost';
	$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
	$_SERVER['REQUEST_URI'] = '/';
}}
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""
    )
