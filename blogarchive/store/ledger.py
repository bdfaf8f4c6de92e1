"""The ledger: every address the program heard of, its state, and why.

All changes happen inside one open transaction; `store.archive.Archive.commit` ends it after the WARC is on disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from blogarchive.store.clock import SteadyClock
from blogarchive.store.database import ArchiveConnection
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import host_of, key_of

__all__ = ["CaptureRow", "Heard", "Ledger", "UrlRow"]

BUFFER = 64
MAX_WAIT_SECONDS = 300.0
MAX_REMEMBERED = 200_000  # by source


@dataclass(slots=True, kw_only=True)
class Heard:
    """An address as a document named it."""

    url: str
    source: str
    role: Role = Role.PAGE
    priority: float = 0
    depth: int = 0
    state: State = State.QUEUED
    reason: str | None = None


@dataclass(slots=True)
class UrlRow:
    """One address of the ledger."""

    id: int
    url: str
    host: str
    role: Role
    state: State
    priority: float
    depth: int
    tries: int
    source: str
    sources: int
    reason: str | None = None


@dataclass(slots=True, kw_only=True)
class CaptureRow:
    """One answer in the WARC files; field names as in `items.ArchiveRef` where they mean the same."""

    id: int = 0
    url_id: int = 0
    warc: str
    offset: int
    length: int
    end: int
    record_id: str
    record_type: str
    payload_digest: str | None
    captured_at: str
    status: int | None
    mime: str | None
    truncated: str | None


@dataclass(slots=True)
class _Queue:
    """The head of one host's queue in memory; the rest waits in the database."""

    rows: list[UrlRow] = field(default_factory=list)
    waiting: int = 0
    wake_at: float = 0
    paused_until: float = 0


_URL_COLUMNS = "id, url, host, role, state, priority, depth, tries, source, sources, reason"
# With a rule's name behind the colon; a plain "limit" is the user's.
_OUR_OWN_CHOICE = (Reason.SCOPE, Reason.TRAP, Reason.LEAN, f"{Reason.LIMIT}:", f"{Reason.OFF}:")
_CAPTURE_COLUMNS = (
    'id, url_id, warc, offset, length, "end", record_id, record_type, payload_digest, captured_at, status, mime, truncated'
)


class Ledger:
    """Addresses in, leases out, outcomes back in."""

    def __init__(self, db: ArchiveConnection) -> None:
        self.db = db
        self.now: Callable[[], float] = SteadyClock()
        """The clock that all waiting goes by."""
        self._queues: dict[str, _Queue] = {}
        self._held: set[str] = set()
        self._remembered: defaultdict[str, dict[str, tuple[State, int]]] = defaultdict(dict)
        bits = db.execute("SELECT name, value FROM meta WHERE name LIKE 'source_bit:%'")
        self._source_bits = {name.partition(":")[2]: bit for bit, name in sorted((int(value), name) for name, value in bits)}
        # What an earlier run, on a clock that was wrong, put off until next year is not waited for.
        latest = self.now() + MAX_WAIT_SECONDS
        db.execute("UPDATE url SET not_before = ? WHERE state = 'queued' AND not_before > ?", (latest, latest))
        self._recount()

    # --- hearing of addresses

    def hear(self, heard: Heard, named_by: int | None = None) -> int:
        """The id of the address, new or known. A known one keeps its state; what names it is added.

        A queued address moves up when it is now named with a higher priority; one that was out of scope or is a mere requisite
        is queued when something now wants it as a page.
        """
        remembered = self._remembered[heard.source]
        again = remembered.get(heard.url)
        if again is not None and again[0] is heard.state:
            return again[1]
        bit = self._bit(heard.source)
        key = key_of(heard.url)
        known = self.db.execute(f"SELECT {_URL_COLUMNS} FROM url WHERE key = ?", (key,)).fetchone()
        url_id = self._insert(key, heard, bit, named_by) if known is None else self._know_again(_url_row(known), heard, bit)
        if len(remembered) < MAX_REMEMBERED:
            remembered[heard.url] = heard.state, url_id
        return url_id

    def remembered(self, source: str) -> Container[str]:
        """Addresses heard of from *source* in this run: hearing them once more from there, in the same state, changes nothing."""
        return self._remembered[source]

    def hear_all(self, heard: Iterable[Heard], named_by: int | None = None) -> list[int]:
        """`hear` for many; ids in the same order."""
        return [self.hear(one, named_by) for one in heard]

    def _insert(self, key: bytes, heard: Heard, bit: int, named_by: int | None) -> int:
        host = host_of(heard.url)
        cursor = self.db.execute(
            "INSERT INTO url(key, url, host, role, state, reason, priority, depth, source, sources, named_by)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                heard.url,
                host,
                heard.role,
                heard.state,
                heard.reason,
                heard.priority,
                heard.depth,
                heard.source,
                bit,
                named_by,
            ),
        )
        if heard.state is State.QUEUED:
            self._queued(host, heard.priority)
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _know_again(self, row: UrlRow, heard: Heard, bit: int) -> int:
        if not row.sources & bit:
            self.db.execute("UPDATE url SET sources = sources | ? WHERE id = ?", (bit, row.id))
        if heard.state is not State.QUEUED:
            return row.id
        wanted_more = row.state is State.QUEUED and (heard.priority > row.priority)
        chosen_against = row.state is State.SKIPPED and (row.reason or "").startswith(_OUR_OWN_CHOICE)
        wanted_now = chosen_against or (row.role in (Role.ASSET, Role.PROBE) and row.state is State.QUEUED)
        if wanted_more or wanted_now:
            self.db.execute(
                # The better source also knows the better spelling of escapes and case.
                "UPDATE url SET state = 'queued', reason = NULL, url = ?, role = ?, priority = max(priority, ?) WHERE id = ?",
                (heard.url, heard.role, heard.priority, row.id),
            )
            if row.state is State.SKIPPED:
                self._queued(row.host, heard.priority)
            else:
                self._drop_buffer(row.host)
        return row.id

    def _bit(self, source: str) -> int:
        """The bit that stands for *source*; the table of bits lives in ``meta``."""
        bit = self._source_bits.get(source)
        if bit is None:
            bit = self._source_bits[source] = 1 << len(self._source_bits)
            self.db.execute("INSERT INTO meta VALUES(?, ?)", (f"source_bit:{source}", str(bit)))
        return bit

    def sources_of(self, bits: int) -> list[str]:
        """The names of the sources in a bit set."""
        return [name for name, bit in self._source_bits.items() if bits & bit]

    def add_sources(self, url_id: int, bits: int) -> None:
        """Add ways in which the address was heard of."""
        self.db.execute("UPDATE url SET sources = sources | ? WHERE id = ?", (bits, url_id))

    def forget_start(self) -> None:
        """Queue the start address anew; for a run that ended before the blog's root was known."""
        self.db.execute("DELETE FROM url WHERE role = 'start' AND capture IS NULL")
        self.db.execute("UPDATE url SET state = 'queued', reason = NULL WHERE role = 'start' AND source = 'start'")
        # What the start redirected to is asked again when it is named again.
        self.db.execute(
            "UPDATE url SET state = 'skipped', reason = ? WHERE role = 'start' AND source <> 'start'"
            " AND state IN ('done', 'failed')",
            (Reason.SCOPE,),
        )
        self._recount()
        self._remembered.clear()

    def knows_role(self, role: Role) -> bool:
        """Whether any address has this role."""
        return self.db.execute("SELECT 1 FROM url WHERE role = ? LIMIT 1", (role,)).fetchone() is not None

    def skip_probes_like(self, row: UrlRow) -> None:
        """One usual place answered: the queued others that were tried with the same priority are not needed any more."""
        self.db.execute(
            "UPDATE url SET state = 'skipped', reason = ? WHERE state = 'queued' AND role = ? AND priority = ?",
            (Reason.DUPLICATE, Role.PROBE, row.priority),
        )
        self._recount()

    def _recount(self) -> None:
        counts = self.db.execute("SELECT host, count(*) FROM url WHERE state = 'queued' GROUP BY host")
        pauses = {host: queue.paused_until for host, queue in self._queues.items()}
        self._queues = {host: _Queue(waiting=count, paused_until=pauses.get(host, 0)) for host, count in counts}

    # --- the queue

    def has_work(self) -> bool:
        """Whether anything is queued on a host that is not held."""
        return any(q.waiting for host, q in self._queues.items() if host not in self._held)

    def has_work_beside(self, hosts: Container[str]) -> bool:
        """Whether anything is queued on a host that is neither held nor one of *hosts*."""
        return any(q.waiting for host, q in self._queues.items() if host not in self._held and host not in hosts)

    def waiting_on(self, host: str) -> int:
        """How many addresses of *host* are queued."""
        queue = self._queues.get(host)
        return queue.waiting if queue else 0

    def queued(self) -> int:
        """How many addresses are queued."""
        return sum(q.waiting for q in self._queues.values())

    def lease(self, busy: set[str]) -> UrlRow | None:
        """The queued address of highest priority on a host that is not *busy*, now leased; None when there is none."""
        now = self.now()
        best: _Queue | None = None
        for host, queue in self._queues.items():
            if not queue.waiting or host in busy or host in self._held or max(queue.wake_at, queue.paused_until) > now:
                continue
            if not queue.rows:
                self._fill(host, queue, now)
            if queue.rows and (best is None or queue.rows[0].priority > best.rows[0].priority):
                best = queue
        if best is None:
            return None
        row = best.rows.pop(0)
        best.waiting -= 1
        self.db.execute("UPDATE url SET state = 'leased', tries = tries + 1 WHERE id = ?", (row.id,))
        row.tries += 1
        return row

    def _fill(self, host: str, queue: _Queue, now: float) -> None:
        found = self.db.execute(
            f"SELECT {_URL_COLUMNS} FROM url INDEXED BY url_queue WHERE state = 'queued' AND host = ? AND not_before <= ?"
            " ORDER BY priority DESC, id LIMIT ?",
            (host, now, BUFFER),
        ).fetchall()
        queue.rows = [_url_row(r) for r in found]
        if not found:
            wake = self.db.execute("SELECT min(not_before) FROM url WHERE state = 'queued' AND host = ?", (host,)).fetchone()[0]
            queue.wake_at = min(wake or now, now + 60)
        else:
            queue.wake_at = 0

    def _queued(self, host: str, priority: float) -> None:
        queue = self._queues.setdefault(host, _Queue())
        queue.waiting += 1
        queue.wake_at = 0
        if queue.rows and priority > queue.rows[-1].priority:
            queue.rows = []

    def _drop_buffer(self, host: str) -> None:
        queue = self._queues.get(host)
        if queue:
            queue.rows, queue.wake_at = [], 0

    # --- outcomes

    def record_capture(self, url_id: int, capture: CaptureRow) -> int:
        """The id of the new capture; the address is ``captured`` from now on."""
        cursor = self.db.execute(
            'INSERT INTO capture(url_id, warc, offset, length, "end", record_id, record_type, payload_digest, captured_at,'
            " status, mime, truncated) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                url_id,
                capture.warc,
                capture.offset,
                capture.length,
                capture.end,
                capture.record_id,
                capture.record_type,
                capture.payload_digest,
                capture.captured_at,
                capture.status,
                capture.mime,
                capture.truncated,
            ),
        )
        assert cursor.lastrowid is not None
        self.db.execute(
            "UPDATE url SET state = 'captured', status = ?, capture = ? WHERE id = ?", (capture.status, cursor.lastrowid, url_id)
        )
        return cursor.lastrowid

    def finish(self, url_id: int, state: State, reason: str | None = None, redirect_to: int | None = None) -> None:
        """End the address's way: done, failed or skipped, with the reason."""
        self.db.execute(
            "UPDATE url SET state = ?, reason = ?, redirect_to = coalesce(?, redirect_to) WHERE id = ?",
            (state, reason, redirect_to, url_id),
        )

    def queue_again(self, url_id: int, reason: str, not_before: float, *, counts: bool = True) -> None:
        """Put the address back, not to be asked before *not_before* (as `now` counts).

        The try does not count when it failed for a reason that has nothing to do with the address.
        """
        self.db.execute(
            "UPDATE url SET state = 'queued', reason = ?, not_before = ?, tries = max(tries - ?, 0) WHERE id = ?",
            (reason, not_before, 0 if counts else 1, url_id),
        )
        host = self.db.execute("SELECT host FROM url WHERE id = ?", (url_id,)).fetchone()[0]
        self._queued(host, 0)
        self._drop_buffer(host)

    def pause_host(self, host: str, until: float) -> None:
        """Lease nothing of the host before *until* (as `now` counts)."""
        queue = self._queues.setdefault(host, _Queue())
        queue.paused_until = max(queue.paused_until, until)

    def hold(self, host: str) -> None:
        """Lease nothing of the host any more in this run; what is queued stays queued."""
        self._held.add(host)

    def end_queue(self, host: str, state: State, reason: str) -> int:
        """Let everything that is queued on *host* fail, or skip it; how many that were."""
        cursor = self.db.execute(
            "UPDATE url SET state = ?, reason = ? WHERE state = 'queued' AND host = ?", (state, reason, host)
        )
        if cursor.rowcount:
            self._recount()
        return cursor.rowcount

    def lift(self, *reasons: str) -> None:
        """Queue again what an earlier run skipped for one of these reasons."""
        marks = ",".join("?" * len(reasons))
        self.db.execute(
            f"UPDATE url SET state = 'queued', reason = NULL, tries = 0 WHERE state = 'skipped' AND reason IN ({marks})", reasons
        )
        self._recount()

    def has_answers(self, host: str) -> bool:
        """Whether *host* ever gave anything but a robots.txt."""
        query = "SELECT 1 FROM url WHERE host = ? AND capture IS NOT NULL AND status IS NOT NULL AND role <> ? LIMIT 1"
        return self.db.execute(query, (host, Role.ROBOTS)).fetchone() is not None

    def redirecting_to(self, url_id: int) -> list[UrlRow]:
        """The addresses that redirect to this one, in one step."""
        rows = self.db.execute(f"SELECT {_URL_COLUMNS} FROM url WHERE redirect_to = ?", (url_id,)).fetchall()
        return [_url_row(row) for row in rows]

    def ask_as(self, url_id: int, url: str) -> None:
        """Queue the address again in another spelling, the one its server redirects to."""
        self.db.execute("UPDATE url SET url = ? WHERE id = ?", (url, url_id))
        self.queue_again(url_id, "redirect", 0)

    def lift_limit(self) -> None:
        """Take up what an earlier run skipped because of a limit; what it had captured is read, not fetched."""
        self.db.execute(
            "UPDATE url SET state = CASE WHEN capture IS NULL THEN 'queued' ELSE 'captured' END, reason = NULL"
            " WHERE state = 'skipped' AND reason = ?",
            (Reason.LIMIT,),
        )
        self._recount()

    def skip_queued(self, reason: str, roles: Iterable[Role]) -> int:
        """Skip everything still queued in one of *roles*; how many that were."""
        names = [str(r) for r in roles]
        marks = ",".join("?" * len(names))
        cursor = self.db.execute(
            f"UPDATE url SET state = 'skipped', reason = ? WHERE state = 'queued' AND role IN ({marks})", (reason, *names)
        )
        if cursor.rowcount:
            self._recount()
        return cursor.rowcount

    def skip(self, ids: Iterable[int], reason: str) -> None:
        """Skip these queued addresses; what names them anew in another way may queue them again."""
        self.db.executemany(
            "UPDATE url SET state = 'skipped', reason = ? WHERE id = ? AND state = 'queued'", [(reason, one) for one in ids]
        )
        self._remembered.clear()
        self._recount()

    # --- looking

    def queued_pages(self) -> list[tuple[UrlRow, str]]:
        """The queued pages that a document named, each with that document's address."""
        columns = ", ".join(f"u.{name}" for name in _URL_COLUMNS.split(", "))
        rows = self.db.execute(
            f"SELECT {columns}, n.url FROM url u JOIN url n ON n.id = u.named_by WHERE u.state = 'queued' AND u.role = 'page'"
        )
        return [(_url_row(tuple(row)), namer) for *row, namer in rows]

    def skipped_for(self, pattern: str) -> list[tuple[str, str]]:
        """Address and reason of what was skipped for a reason like *pattern*."""
        return self.db.execute("SELECT url, reason FROM url WHERE state = 'skipped' AND reason LIKE ?", (pattern,)).fetchall()

    def namer(self, url_id: int) -> str | None:
        """The address of the document that first named the address."""
        row = self.db.execute("SELECT n.url FROM url u JOIN url n ON n.id = u.named_by WHERE u.id = ?", (url_id,)).fetchone()
        return row[0] if row else None

    def get(self, url: str) -> UrlRow | None:
        """The row of *url*."""
        row = self.db.execute(f"SELECT {_URL_COLUMNS} FROM url WHERE key = ?", (key_of(url),)).fetchone()
        return _url_row(row) if row else None

    def redirects_to(self, from_id: int, to_id: int) -> bool:
        """Whether a chain of redirects leads from one address to the other."""
        seen: set[int] = set()
        current: int | None = from_id
        while current is not None and current not in seen:
            if current == to_id:
                return True
            seen.add(current)
            row = self.db.execute("SELECT redirect_to FROM url WHERE id = ?", (current,)).fetchone()
            current = row[0] if row else None
        return False

    def capture(self, capture_id: int) -> CaptureRow:
        """The capture with this id."""
        row = self.db.execute(f"SELECT {_CAPTURE_COLUMNS} FROM capture WHERE id = ?", (capture_id,)).fetchone()
        return _capture_row(row)

    def captured_unread(self) -> Iterator[tuple[UrlRow, CaptureRow]]:
        """Addresses whose record was committed but whose answer was not read before the process ended, oldest first."""
        rows = self.db.execute(
            f"SELECT {_URL_COLUMNS}, capture FROM url WHERE state = 'captured' AND capture IS NOT NULL ORDER BY capture"
        ).fetchall()
        for *columns, capture_id in rows:
            yield _url_row(tuple(columns)), self.capture(capture_id)


def _url_row(row: Sequence[Any]) -> UrlRow:
    url_id, url, host, role, state, *rest = row
    return UrlRow(url_id, url, host, Role(role), State(state), *rest)


def _capture_row(row: Sequence[Any]) -> CaptureRow:
    names = [name.strip().strip('"') for name in _CAPTURE_COLUMNS.split(",")]
    return CaptureRow(**dict(zip(names, row, strict=True)))
