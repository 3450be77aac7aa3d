"""Readers where others may die: on a Ray cluster of this machine, and under Daft without one."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from made import long_text
from sayso.cluster import _what_it_tells, join
from sayso.errors import ClusterUnusable, InstallationIncomplete, ModelMissing, WorkerLost
from sayso.export import export
from sayso.ledger import Ledger, open_ledger
from sayso.pipeline import ingest
from sayso.settings import Settings

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is an extra: pip install '.[cluster]'")
SAYSO = str(Path(sys.executable).parent / "sayso")
READER, WORKER = "sayso.worker", "daft.execution.udf_worker"
ACTOR, MACHINE = "ray::UDFActor", "ray::RaySwordfishActor"
TABLES = ("articles", "copies", "changes", "statements", "claims", "positions", "timeline", "times", "flags")

TOLD = [
    ("UDFException ... WorkerLost: a reader process was killed", WorkerLost),  # the guard's, through Ray
    ("ActorDiedError: ... InstallationIncomplete: a worker has sayso 0.0", InstallationIncomplete),  # another version
    ("ModuleNotFoundError: No module named 'sayso'", InstallationIncomplete),  # none at all
    ("... ModelMissing: attribution.onnx", ModelMissing),
    ("RuntimeError: first\nthe actor died 5 times", ClusterUnusable),  # anything else is told, not hidden
    ("", ClusterUnusable),
]


@pytest.mark.parametrize(("told", "kind"), TOLD)
def test_what_a_cluster_tells_becomes_an_error_of_ours(told, kind):
    found = _what_it_tells(told)
    assert type(found) is kind
    assert str(found)


def test_without_ray_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterUnusable, match=r"pip install 'sayso\[cluster\]'"):
        join(Settings(cluster="local"))


@needs_ray
def test_where_no_cluster_answers_it_is_said_at_once():
    begun = time.monotonic()
    with pytest.raises(ClusterUnusable, match=r"127\.0\.0\.1:9: cannot join this Ray cluster: .*ray start --head"):
        join(Settings(cluster="127.0.0.1:9"))
    assert time.monotonic() - begun < 30


def _stories(count: int) -> list[dict[str, str]]:
    told = (
        "“We closed gate {n},” said Ada Roe, the harbour master of Lowbank, on Friday. The river rose over quay {n} "
        "and the cattle on the far bank had been moved to higher ground before the rain.\n\nBo Sund, a spokesman for "
        "Norland, denied that gate {n} had been shut. “Nobody touched it,” he told reporters in Karvesh."
    )
    return [
        {"url": f"https://a.example/{n}", "title": f"Gate {n}", "text": told.format(n=n // 2)} for n in range(count)
    ]


def _exports(path: Path) -> dict[str, bytes]:
    with open_ledger(path) as ledger:
        return {table: _export(ledger, table) for table in TABLES}


def _export(ledger: Ledger, table: str) -> bytes:
    out = io.BytesIO()
    export(ledger, table, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pile(tmp_path_factory, loaded_once):
    """A folder with a pile, a page that takes longer than it may, and what the pile alone gives undisturbed."""
    folder = tmp_path_factory.mktemp("pile")
    (folder / "pile.jsonl").write_text("".join(json.dumps(one) + "\n" for one in _stories(60)))
    (folder / "long.txt").write_text(long_text(4000))
    (folder / "sayso.toml").write_text("processes = 2\nmax_page_seconds = 12\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with open_ledger(folder / "alone.db", create=True) as ledger:
            ingest(["pile.jsonl"], ledger, Settings(processes=1, max_page_seconds=0))
    return folder, _exports(folder / "alone.db")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cluster", "victims"),
    [
        ("", [READER]),  # the guard begins another
        pytest.param("local", [READER, ACTOR, MACHINE], marks=needs_ray),  # Ray begins another; Daft moves its part
    ],
)
def test_a_killed_worker_loses_nothing_and_a_page_past_its_time_is_alone(cluster, victims, pile):
    folder, undisturbed = pile
    ledger = folder / f"killed{cluster}.db"
    status, told = _ingest(ledger, cluster, victims)
    assert (status, "60 articles" in told) == (1, True), told  # 1: for the page that took too long
    assert _exports(ledger) == undisturbed
    assert _refused(ledger) == [("long.txt", "too-slow")]


@pytest.mark.slow
def test_a_killed_worker_of_daft_s_own_ends_the_run_and_the_next_goes_on(pile):
    folder, undisturbed = pile
    ledger = folder / "lost.db"
    status, told = _ingest(ledger, "", [WORKER])
    assert (status, "run the same command again" in told) == (2, True), told
    assert _ingest(ledger, "", [])[0] == 1
    assert _exports(ledger) == undisturbed
    assert _refused(ledger) == [("long.txt", "too-slow")]


def _ingest(ledger: Path, cluster: str, victims: list[str]) -> tuple[int, str]:
    """The status of an ingest in which one process of each kind was killed, and what it told."""
    command = [SAYSO, "ingest", "pile.jsonl", "long.txt", "--cluster", cluster, "-l", str(ledger)]
    with subprocess.Popen(command, cwd=ledger.parent, stderr=subprocess.PIPE, text=True) as run:
        killed = _kill_one_of_each(run, victims)
        _, told = run.communicate()
    assert killed == victims, told
    return run.returncode, told


def _refused(path: Path) -> list[tuple[str, str]]:
    with open_ledger(path) as ledger:
        rows = [json.loads(line) for line in _export(ledger, "rejected").splitlines()]
    return [(row["path"], row["reason"]) for row in rows]


def _kill_one_of_each(run: subprocess.Popen[str], victims: list[str]) -> list[str]:
    """While the readers read, kill one process of each kind, one after the other; gives the kinds that were."""
    killed = []
    for kind in victims:
        found: list[int] = []
        while run.poll() is None and not found:
            time.sleep(0.2)
            found = _below(run.pid, kind) if _below(run.pid, READER) else []
        time.sleep(1)  # it is at work by now
        for one in found[:1]:
            os.kill(one, signal.SIGKILL)
            killed.append(kind)
    return killed


def _below(run: int, kind: str) -> list[int]:
    found = []
    for process in psutil.Process(run).children(recursive=True):
        try:
            if kind in " ".join(process.cmdline()):
                found.append(process.pid)
        except psutil.Error:  # gone while it was looked at
            continue
    return found
