"""The command line as a user meets it: a subprocess, its exit status, its two streams."""

import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from sayso import __version__
from sayso.cli.printing import Entry, print_entries
from sayso.ledger import open_ledger
from sayso.pipeline import ingest
from sayso.settings import Settings

SAYSO = Path(sys.executable).parent / "sayso"
PILE = Path(__file__).parents[1] / "examples/pile"
COMMANDS = [
    "ingest",
    "fill",
    "cut",
    "demo",
    "settings",
    "claims",
    "claim",
    "who",
    "timeline",
    "copies",
    "changes",
    "flags",
    "search",
    "check",
    "report",
    "export",
    "serve",
    "watch",
    "rule",
    "backup",
    "bundle",
]
RULINGS = (
    *("merge", "split", "move", "stance", "speaker", "party", "date", "act", "reject", "accept", "note", "undo"),
    *("list", "person/merge", "person/split", "copy/reject", "copy/turn"),
)


def sayso(*arguments, cwd, check=None):
    done = subprocess.run([SAYSO, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False)
    if check is not None:
        assert done.returncode == check, done.stderr
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a ledger of four pages, as `sayso ingest` leaves it."""
    folder = tmp_path_factory.mktemp("cli")
    with open_ledger(folder / "sayso.db", create=True) as ledger:
        ingest([str(PILE / "scraped.jsonl")], ledger, Settings(processes=1, max_page_seconds=0))
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, tmp_path):
    text = sayso(command, "--help", cwd=tmp_path, check=0).stdout
    assert f"Example: sayso {command}" in text


def test_the_version_tells_the_schema_of_ledgers_and_every_model(tmp_path, folder):
    lines = sayso("--version", cwd=tmp_path, check=0).stdout.splitlines()
    with sqlite3.connect(folder / "sayso.db") as ledger:
        (schema,) = ledger.execute("PRAGMA user_version").fetchone()
        (reader,) = ledger.execute("SELECT reader FROM runs").fetchone()
    assert lines[:2] == [f"sayso {__version__}", f"ledger schema {schema}"]
    assert reader == ", ".join([lines[0], *lines[2:]])  # readings in a ledger bear the same names


@pytest.mark.parametrize("kind", RULINGS)
def test_every_kind_of_ruling_has_help_with_an_example(kind, tmp_path):
    command = kind.split("/")
    text = sayso("rule", *command, "--help", cwd=tmp_path, check=0).stdout
    assert f"Example: sayso rule {' '.join(command)}" in text


def test_no_command_is_without_a_test(tmp_path):
    listed = sayso("--help", cwd=tmp_path, check=0).stdout.split("Commands:")[1]
    assert sorted(COMMANDS) == sorted(
        line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "
    )


LOOKS = [
    (["claims"], "claim"),
    (["timeline"], "date"),
    (["copies"], None),  # these four pages hold no family
    (["changes"], None),
    (["flags"], None),
    (["search", '"gates', "open*"], "snippet"),  # a quotation mark never closed is no error
    (["check"], "ok"),
    (["export", "--table", "statements"], "statement_id"),
]


@pytest.mark.parametrize(("arguments", "key"), LOOKS, ids=lambda value: value[0] if isinstance(value, list) else None)
def test_in_a_pipe_every_look_is_json_lines(folder, arguments, key):
    done = sayso(*arguments, cwd=folder, check=0)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    if key:
        assert rows
        assert all(key in row for row in rows)
    assert done.stderr == ""


def test_a_bare_year_is_no_event_unless_asked_for(folder, capfd):
    def shown(*more: str) -> list[dict]:
        return [json.loads(line) for line in sayso("timeline", *more, cwd=folder, check=0).stdout.splitlines()]

    everything, months = shown(), shown("--period", "month")
    assert [row for row in everything if row["date"]["earliest"][:7] == row["date"]["latest"][:7]] == months
    assert len(months) < len(everything)
    terminal = _on_a_terminal(["timeline"], folder, columns=200)
    assert sum(line.startswith("  page ") for line in terminal.splitlines()) == len(months)
    for some in ([], ["-n", "1"]):  # how many there are does not depend on how many are shown
        capfd.readouterr()
        _on_a_terminal(["timeline", *some], folder, columns=200)
        assert capfd.readouterr().err.startswith(f"{len(everything) - len(months)} more told")


@pytest.mark.parametrize(
    "arguments",
    [["claims", "-n", "0"], ["claim"], ["who", "oskander"], ["timeline"], ["search", "gates"], ["check"]],
    ids=lambda value: value[0],
)
def test_on_a_narrow_terminal_words_wrap_and_nothing_is_cut_off(folder, arguments):
    rows = [json.loads(line) for line in sayso("claims", "-n", 0, cwd=folder, check=0).stdout.splitlines()]
    if arguments == ["claim"]:
        arguments = ["claim", rows[0]["claim"]["claim_id"]]
    shown = _on_a_terminal(arguments, folder, columns=60)
    lines = shown.splitlines()
    assert lines
    assert max(map(len, lines)) <= 60
    assert not shown.startswith("{")
    if arguments[0] == "claims":
        assert [line.split()[-1] for line in lines if line.startswith("  id ")] == [
            r["claim"]["claim_id"] for r in rows
        ]
        # Some of these claims are longer than a line: all of their words are there.
        assert all(" ".join(row["claim"]["text"].split())[:390] in " ".join(shown.split()) for row in rows)


def _on_a_terminal(arguments, folder, columns):
    """What a command shows on a terminal of that width, without the control sequences of colours."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen([SAYSO, *arguments], cwd=folder, stdout=theirs, env=settings) as run:
        os.close(theirs)
        shown = bytearray()
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # how Linux tells that the other end is closed
            pass
        os.close(ours)
    assert run.returncode == 0
    return re.sub(r"\x1b\[[0-9;]*m|\r", "", shown.decode())


def test_a_page_cannot_steer_the_terminal(capsys):
    print_entries([Entry("a \x1b[2Jhead", (("page", "one\x07\u202etwo"), ("said by", None)))], nothing="")
    assert capsys.readouterr().out.split() == ["a", "\ufffd[2Jhead", "page", "one\ufffd\ufffdtwo"]


def test_a_claim_by_the_beginning_of_its_id(folder):
    first = json.loads(sayso("claims", "-n", 1, cwd=folder, check=0).stdout)["claim"]
    found = json.loads(sayso("claim", first["claim_id"][:9], cwd=folder, check=0).stdout)
    assert found["claim"] == first
    said = [s for p in found["positions"] for s in p["statements"]]
    assert said
    assert all(s["content"].split(" … ")[0] in s["context"] for s in said)


def test_who_finds_by_a_part_of_the_name(folder):
    rows = [json.loads(line) for line in sayso("who", "oskander", cwd=folder, check=0).stdout.splitlines()]
    assert rows
    assert {row["speaker"]["name"] for row in rows} == {"Mirelle Oskander"}


def test_who_lists_everybody_the_most_often_heard_first(folder):
    rows = [json.loads(line) for line in sayso("who", cwd=folder, check=0).stdout.splitlines()]
    assert [row["statements"] for row in rows] == sorted((row["statements"] for row in rows), reverse=True)
    (one,) = [row for row in rows if row["name"] == "Mirelle Oskander"]
    said = [json.loads(line) for line in sayso("who", one["person_id"], cwd=folder, check=0).stdout.splitlines()]
    assert len(said) == one["statements"]
    assert {row["speaker"]["id"] for row in said} == {one["person_id"]}


KNOWN = "id,name,aliases,party\nlist-1,Mirelle K. Oskander,Mirelle Oskander,\n"


def test_a_list_of_known_people_holds_from_its_run_on(folder, tmp_path):
    shutil.copy(folder / "sayso.db", tmp_path)
    pages = PILE / "scraped.jsonl"
    (tmp_path / "people.csv").write_text(KNOWN)
    sayso("ingest", pages, "--known", "people.csv", cwd=tmp_path, check=0)
    assert _oskander(tmp_path) == {("Mirelle K. Oskander", "list-1")}
    exported = sayso("export", "-t", "statements", cwd=tmp_path, check=0).stdout
    sayso("ingest", pages, cwd=tmp_path, check=0)  # without the option it goes on to hold
    assert sayso("export", "-t", "statements", cwd=tmp_path, check=0).stdout == exported
    (tmp_path / "people.csv").write_text("id,name\n")  # a list of nobody takes it back
    sayso("ingest", pages, "--known", "people.csv", cwd=tmp_path, check=0)
    assert _oskander(tmp_path) == {("Mirelle Oskander", None)}


def _oskander(folder):
    rows = map(json.loads, sayso("who", "oskander", cwd=folder, check=0).stdout.splitlines())
    return {(row["speaker"]["name"], row["speaker"]["known"]) for row in rows}


def test_a_name_of_two_ids_is_told_and_given_to_neither(folder, tmp_path):
    shutil.copy(folder / "sayso.db", tmp_path)
    (tmp_path / "people.csv").write_text(KNOWN + "list-2,Mirelle Oskander,,\n")
    done = sayso("ingest", PILE / "scraped.jsonl", "--known", "people.csv", cwd=tmp_path, check=0)
    assert "fits list-1 and list-2; given to none" in done.stderr
    assert _oskander(tmp_path) == {("Mirelle Oskander", None)}


def test_a_list_with_a_fault_leaves_the_ledger_as_it_was(folder, tmp_path):
    shutil.copy(folder / "sayso.db", tmp_path)
    before = (tmp_path / "sayso.db").read_bytes()
    (tmp_path / "good.csv").write_text(KNOWN)
    (tmp_path / "bad.csv").write_text(KNOWN + "list-1,Bo Ek,,\n")
    lists = ("--known", "good.csv", "--known", "bad.csv")
    done = sayso("ingest", PILE / "scraped.jsonl", *lists, cwd=tmp_path, check=2)
    assert "bad.csv: not a list of known people; nothing of it was used." in done.stderr
    assert "line 3, name: 'list-1' is 'Bo Ek' here and 'Mirelle K. Oskander' in line 2" in done.stderr
    assert (tmp_path / "sayso.db").read_bytes() == before


def test_csv(folder):
    done = sayso("export", "-t", "articles", "-f", "csv", cwd=folder, check=0)
    assert done.stdout.splitlines()[0].startswith("path,article_id,ordinal,title")


OPERATOR = [
    (["fill", "notes.txt"], "Missing option '--lake'"),
    (["timeline", "--from", "last May"], "--from last May: no day, month or year"),  # nothing was shown, without a word
    (["claims", "-l", "none.db"], "no ledger here"),
    (["claim", "cl1-zz"], "no claim"),
    (["who", "Nobody Ever"], "nobody called"),
    (["export", "--table", "everything"], "everything"),  # not a table
    (["ingest", "notes.txt", "--known", "none.csv"], "none.csv: cannot read the list of known people"),
    (["ingest", "notes.txt", "--known", "notes.txt"], "line 1, column 'not a ledger': no such column"),
    (["ingest", "x.txt", "--settings", "none.toml"], "No such file"),
    (["report", "--out", "/proc/nothing/r.html"], "Choose another file"),
    (["claims", "-l", "notes.txt"], "notes.txt"),  # not a ledger
    (["report", "--out", "./sayso.db"], "the ledger itself"),
    (["export", "-t", "claims", "-o", "sayso.db"], "the ledger itself"),
    (["bundle", "-o", "sayso.db"], "the ledger itself"),
    (["watch", "notes.txt", "--alert", "nowhere"], "--alert nowhere"),
    (["nonsense"], "nonsense"),
]


@pytest.mark.parametrize(
    ("arguments", "words"), OPERATOR, ids=lambda value: value[0] if isinstance(value, list) else None
)
def test_what_the_operator_must_mend_is_status_2_one_message_and_no_traceback(folder, arguments, words):
    (folder / "notes.txt").write_text("not a ledger, but some words about one\n" * 40)
    done = sayso(*arguments, cwd=folder, check=2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_ingest_tells_on_standard_error_what_it_did(tmp_path):
    (tmp_path / "empty.txt").touch()
    done = sayso("ingest", "empty.txt", "missing.txt", cwd=tmp_path, check=1)
    assert done.stdout == ""
    assert "1 page read" in done.stderr
    assert "2 rejected" in done.stderr
    rows = [json.loads(line) for line in sayso("export", "-t", "rejected", cwd=tmp_path, check=0).stdout.splitlines()]
    assert {(row["path"], row["reason"]) for row in rows} == {("empty.txt", "empty"), ("missing.txt", "missing")}


def test_a_reader_that_goes_away_is_no_error(folder):
    done = subprocess.run(
        f"set -o pipefail; {SAYSO} export -t statements | head -c 10",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [["export", "-t", "statements"], ["claims"]], ids=lambda value: value[0])
def test_a_full_disk_behind_standard_output_is_told(folder, arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [SAYSO, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, cwd=folder, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("sayso: standard output: No space left on device.")
    assert "Traceback" not in done.stderr


ENDS = [
    ("main", signal.SIGINT, 130, "run the same command again"),  # `kill -INT`, not from the keyboard: workers get none
    ("job", signal.SIGINT, 130, "run the same command again"),  # a shell starts a job with `&` deaf to SIGINT
    ("main", signal.SIGKILL, -signal.SIGKILL, ""),
    ("worker", signal.SIGKILL, 0, "60 pages read"),  # what Linux does when memory runs out; its page is read again
    ("starting worker", signal.SIGKILL, 0, "60 pages read"),  # before it has said a word: another is started
]


@pytest.mark.slow
@pytest.mark.parametrize(("whom", "sent", "status", "words"), ENDS, ids=[f"{row[1].name}-{row[0]}" for row in ENDS])
def test_however_it_ends_no_worker_is_left_and_the_ledger_is_whole(tmp_path, whom, sent, status, words):
    text = (PILE / "text/plainword-news.txt").read_text(encoding="utf-8")
    rows = ({"text": f"{text} {'More was said. ' * 2000} {number}"} for number in range(60))
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [SAYSO, "ingest", "a.jsonl", "--processes", "2"]
    begun = {"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    hearing = signal.SIG_IGN if whom == "job" else signal.default_int_handler
    with _as_if_started_with(hearing), subprocess.Popen(command, **begun) as run:
        try:
            workers = _workers(psutil.Process(run.pid), settled=whom != "starting worker")
            (workers[0] if "worker" in whom else psutil.Process(run.pid)).send_signal(sent)
            _, told = run.communicate(timeout=120)
        finally:
            run.kill()  # else a run that hangs holds the tests for ever
    assert run.returncode == status, told
    assert words in told
    assert "Traceback" not in told
    assert psutil.wait_procs(workers, timeout=30)[1] == []
    assert all(json.loads(line)["ok"] for line in sayso("check", cwd=tmp_path, check=0).stdout.splitlines())


@contextmanager
def _as_if_started_with(hearing):
    """SIGINT handled so here, for a process started meanwhile inherits whether it is ignored."""
    before = signal.signal(signal.SIGINT, hearing)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except (psutil.ZombieProcess, psutil.NoSuchProcess):  # ended meanwhile
        return ""


def _workers(run: psutil.Process, *, settled: bool) -> list[psutil.Process]:
    """The two reader processes, once they are there; or the first, as soon as it is, when they need not be settled."""
    for _ in range(1200):
        found = [child for child in run.children(recursive=True) if "sayso.worker" in _command(child)]
        if found and not settled:
            return found
        if len(found) == 2:
            time.sleep(1)  # they load their models now, or read
            return found
        time.sleep(0.1)
    raise TimeoutError("no workers after 120 s")
