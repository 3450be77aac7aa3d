"""`sayso rule`: what is asked for by what was typed, and the options that every kind of ruling takes."""

import json

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from made import dispute
from sayso.cli import app, ruling
from sayso.ledger import Derived, RunInfo, open_ledger, queries
from sayso.records import Asked, Decision

# (command, what is typed) -> what is asked
TYPED = [
    ("merge", {"claim": "cl1-a", "other": ["cl1-b", "cl1-c"]},  # one ruling for each that joins
     [Asked(Decision.MERGE, "cl1-b", "cl1-a"), Asked(Decision.MERGE, "cl1-c", "cl1-a")]),
    ("split", {"claim": "cl1-a", "statements": ["st1-a", "st1-b"]},  # those that leave, together
     [Asked(Decision.SPLIT, "cl1-a", statements=("st1-a", "st1-b"))]),
    ("move", {"statements": ["st1-a", "st1-b"], "to": "cl1-a"},  # the first is the subject
     [Asked(Decision.MOVE, "st1-a", "cl1-a", ("st1-b",))]),
    ("stance", {"subject": "st1-a", "stance": "denies"}, [Asked(Decision.STANCE, "st1-a", "denies")]),
    ("speaker", {"statement": "st1-a", "name": ""}, [Asked(Decision.SPEAKER, "st1-a", "")]),  # nobody can say
    ("party", {"subject": "pe1-a", "party": "Norland"}, [Asked(Decision.PARTY, "pe1-a", "Norland")]),
    ("same_party", {"party": "the Norland navy", "other": "Norland"},
     [Asked(Decision.SAME_PARTY, "the Norland navy", "Norland")]),
    ("date", {"subject": "ar1-a", "day": "2031-05"}, [Asked(Decision.DATE, "ar1-a", "2031-05")]),
    ("act", {"statement": "st1-a", "act": "pledge"}, [Asked(Decision.ACT, "st1-a", "pledge")]),
    ("reject", {"statements": ["st1-a"]}, [Asked(Decision.REJECT, "st1-a")]),
    ("accept", {"statements": ["st1-a", "st1-b"]}, [Asked(Decision.ACCEPT, "st1-a", statements=("st1-b",))]),
    ("same_person", {"person": "pe1-a", "other": "pe1-b"}, [Asked(Decision.SAME_PERSON, "pe1-a", "pe1-b")]),
    ("other_person", {"person": "pe1-a", "statements": ["st1-a"]},
     [Asked(Decision.OTHER_PERSON, "pe1-a", statements=("st1-a",))]),
    ("not_copied", {"copy": "ar1-a", "origin": "ar1-b"}, [Asked(Decision.NOT_COPIED, "ar1-a", "ar1-b")]),
    ("copied_by", {"copy": "ar1-a", "origin": "ar1-b"}, [Asked(Decision.COPIED_BY, "ar1-a", "ar1-b")]),
    ("note", {"subject": "cl1-a", "words": "ask the yard"}, [Asked(Decision.NOTE, "cl1-a", note="ask the yard")]),
    ("undo", {"ruling": "ru1-a"}, [Asked(Decision.UNDO, "ru1-a")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "asked"), TYPED, ids=[name for name, _, _ in TYPED])
def test_what_is_typed_is_what_is_asked(name, typed, asked):
    assert getattr(ruling, name)(**typed) == asked


def test_every_kind_of_decision_has_its_command():
    assert {one.decision for _, _, asked in TYPED for one in asked} == set(Decision)


def _commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


RULE = get_command(app).commands["rule"]
COMMANDS = [one for one in _commands(RULE) if one[0] != ("list",)]


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=["-".join(path) for path, _ in COMMANDS])
def test_every_kind_takes_ledger_author_note_and_json(path, command):
    options = {option for one in command.params for option in one.opts}
    wanted = {"--ledger", "--by", "--note", "--json"}
    assert options >= (wanted - {"--note"} if path == ("note",) else wanted)
    assert command.help  # what it means stands with what it asks


# (what is typed after `sayso rule`) -> the note that is kept
KEPT = [
    (["reject", "{statement}", "--note", "a caption"], "a caption"),
    (["note", "{statement}", "ask the yard"], "ask the yard"),  # its words are the note
    (["act", "{statement}", "pledge"], ""),  # nobody must say why
]


@pytest.mark.parametrize(("typed", "note"), KEPT)
def test_a_ruling_is_kept_with_its_note_and_whoever_ruled(typed, note, tmp_path):
    made, path = dispute(), tmp_path / "a.db"
    with open_ledger(path, create=True) as ledger:
        run_id = ledger.begin_run(RunInfo("0", "reader", "{}", "2031-01-01T00:00:00+00:00", ()))
        ledger.append(run_id, "reader", made.readings)
        ledger.derive(run_id, Derived(made.traced, made.related, made.identified))
    said = made.readings[0].statements[0].statement_id
    words = [word.format(statement=said) for word in typed]
    done = CliRunner().invoke(app, ["rule", *words, "--by", "Ada", "--ledger", str(path), "--json"])
    assert done.exit_code == 0, done.output
    with open_ledger(path) as ledger:
        (upheld,) = queries.rulings(ledger)
    assert (upheld.ruling.note, upheld.ruling.by) == (note, "Ada")
    assert json.loads(done.stdout)["upheld"]["ruling"]["ruling_id"] == upheld.ruling.ruling_id
