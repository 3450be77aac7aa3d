"""The lists of a large ledger are made beside the pages: what is shown until then, and that it ends when it must."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from desks import HOST, RUN, fill
from litestar.testing import TestClient

from made import dispute
from sayso.errors import ListsNotReady
from sayso.ledger import open_ledger
from sayso.ledger.lists import bring_up_to_date, is_up_to_date, lists_path, remove_drafts
from sayso.records import Decision
from sayso.ruling import Asked
from sayso.web import lists
from sayso.web.app import make_app
from sayso.web.desk import Desk
from sayso.web.gate import Access


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A ledger that counts as large, without lists."""
    monkeypatch.setattr(lists, "FEW", -1)
    return fill(tmp_path / "a.db", dispute())


@pytest.fixture
def older(large):
    """One whose lists are older than it is."""
    bring_up_to_date(large)
    with open_ledger(large, create=True) as ledger:
        ledger.finish_run(ledger.begin_run(RUN), RUN.started_at, {})  # whatever it read, the state is another
    assert not is_up_to_date(large)
    return large


@pytest.fixture
def endless(tmp_path):
    """In place of the process that makes lists, one that does not end; it leaves half a file as that one would."""
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\necho half > "$4-lists.$$-00"\nexec sleep 300\n')
    program.chmod(0o755)
    return str(program)


@contextmanager
def _served(path):
    desk = Desk(path, "A. Tester")
    with desk.open(lambda _: None), TestClient(make_app(desk, Access((HOST,), None))) as client:
        yield desk, client


def _eventually(holds) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_a_large_ledger_is_served_at_once_and_its_pages_come_when_the_lists_do(large):
    with _served(large) as (desk, client):
        assert _eventually(lambda: desk.lists.ready)
        assert client.get("/").status_code == 200
        assert client.get("/ready").headers["hx-refresh"] == "true"
    assert is_up_to_date(large)


def test_until_the_lists_are_there_pages_and_programs_are_told(large, endless, monkeypatch):
    monkeypatch.setattr(lists.sys, "executable", endless)
    with _served(large) as (desk, client):
        with pytest.raises(ListsNotReady), desk.reading():
            pass
        for place in ("/", "/claims", "/search?q=dam", "/queue"):
            answer = client.get(place)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert "being prepared" in answer.text
        assert "about a minute" in client.get("/api/claims").json()["detail"]
        assert "hx-refresh" not in client.get("/ready").headers


def test_older_lists_serve_while_newer_are_made(older, endless, monkeypatch):
    monkeypatch.setattr(lists.sys, "executable", endless)
    with _served(older) as (_, client):
        answer = client.get("/claims")
        assert answer.status_code == 200
        assert "being brought up to date" in answer.text
    monkeypatch.undo()
    monkeypatch.setattr(lists, "FEW", -1)
    with _served(older):
        assert _eventually(lambda: is_up_to_date(older))


def test_lists_that_cannot_be_made_are_told_of_and_the_pages_go_on(older, monkeypatch):
    monkeypatch.setattr(lists.sys, "executable", "/bin/false")
    with _served(older) as (desk, client):
        assert _eventually(lambda: desk.lists.trouble)
        answer = client.get("/claims")
        assert answer.status_code == 200
        assert "could not be brought up to date" in answer.text


def test_lists_that_another_process_made_serve_those_who_could_not_make_them(large, monkeypatch):
    monkeypatch.setattr(lists, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(lists.sys, "executable", "/bin/false")
    with _served(large) as (desk, client):
        assert _eventually(lambda: desk.lists.trouble)
        bring_up_to_date(large)
        assert _eventually(lambda: desk.lists.ready)
        assert client.get("/claims").status_code == 200
        assert _eventually(lambda: not desk.lists.trouble)


def test_a_ruling_holds_though_its_lists_cannot_be_made(tmp_path, monkeypatch):
    path = fill(tmp_path / "a.db", dispute())
    monkeypatch.setattr(lists, "LOOK_SECONDS", 0.05)
    desk = Desk(path, "A. Tester")
    with desk.open(lambda _: None):
        lists_path(path).unlink()
        (lists_path(path) / "in the way").mkdir(parents=True)
        outcome = desk.rule(Asked(Decision.SAME_PARTY, "Norland", "Sudria"))
        assert outcome.ruling.value == "Sudria"
        assert _eventually(lambda: "could not be put there" in desk.lists.trouble)
        shutil.rmtree(lists_path(path))
        assert _eventually(lambda: is_up_to_date(path))
        assert _eventually(lambda: not desk.lists.trouble)


def test_a_program_that_is_gone_is_told_of_and_tried_again(older, monkeypatch):
    monkeypatch.setattr(lists, "LOOK_SECONDS", 0.05)
    with monkeypatch.context() as gone:  # as when Python is replaced under a server that runs
        gone.setattr(lists.sys, "executable", "/nowhere/python")
        with _served(older) as (desk, _):
            assert _eventually(lambda: "/nowhere/python" in desk.lists.trouble)
            gone.undo()
            assert _eventually(lambda: is_up_to_date(older))


def test_what_an_ended_process_left_is_removed_and_what_a_living_one_writes_is_not(large):
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    left = lists_path(large).with_name(f"{lists_path(large).name}.{gone.pid}-00")
    living = lists_path(large).with_name(f"{lists_path(large).name}.{os.getpid()}-00")
    for draft in (left, living):
        draft.write_bytes(b"half")
    remove_drafts(large)
    assert (left.exists(), living.exists()) == (False, True)


def test_the_process_that_makes_lists_ends_with_whoever_started_it(large):
    command = [sys.executable, "-c", "import sayso.ledger.lists.__main__ as m; import time; "
               "m.bring_up_to_date = lambda _: time.sleep(300); m.main()", str(large)]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        process.stdin.close()
        assert process.wait(timeout=30) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_makes_lists_ends_at_once_and_leaves_nothing_half_made(large, endless, number):
    code = (
        f"import sys, sayso.web.lists as lists; lists.FEW = -1; sys.executable = {endless!r}; "
        f"sys.argv = ['sayso', 'serve', '--ledger', {str(large)!r}, '--port', '0']; "
        "from sayso.cli import main; main()"
    )
    server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    try:
        assert next(told for told in server.stderr if "http://127.0.0.1" in told)
        assert _eventually(lambda: list(large.parent.glob("*-lists.*")))
        begun = time.monotonic()
        server.send_signal(number)
        assert server.wait(timeout=30) == 0
        assert time.monotonic() - begun < 10  # a second on a free machine; minutes before
        assert "stopped." in server.stderr.read()
    finally:
        server.kill()
        server.stderr.close()
    assert list(large.parent.glob("*-lists*")) == []
