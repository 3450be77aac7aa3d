"""`sayso rule`: a person's corrections. Each is kept with author, time and note, and holds through every re-run.

A kind of ruling is a pure function from what was typed to what is asked (`Asked`); `_command` makes it a command with
the options that all share, which stand once, in `_rule`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, who_rules
from sayso.cli.printing import Entry, print_entries, print_json, wants_json
from sayso.cli.telling import change_told, ruling_entry
from sayso.records import Asked, Decision, RulingState

if TYPE_CHECKING:
    from sayso.ruling import Outcome

By = Annotated[str, typer.Option("--by", help="Who rules; default your login.", show_default=False)]
Note = Annotated[str, typer.Option("--note", help="Why, in a sentence.")]
ClaimId = Annotated[str, typer.Argument(help="The id of a claim, or the beginning of one.")]
StatementId = Annotated[str, typer.Argument(help="The id of a statement, or the beginning of one.")]
Statements = Annotated[list[str], typer.Argument(help="Ids of statements, or their beginnings.")]
PersonId = Annotated[str, typer.Argument(help="The id of a person or body, or the beginning of one.")]
CopyId = Annotated[str, typer.Argument(help="The article that is taken for the copy, by its id.")]
OriginId = Annotated[str, typer.Argument(help="The article that is taken for the origin, by its id.")]

Asking = Callable[..., list[Asked]]  # parameters as typed -> what is asked, without the note


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    rule, person, copy = (typer.Typer(no_args_is_help=True, rich_markup_mode=None) for _ in range(3))
    for asking, example in (
        (merge, "merge cl1-9f2c cl1-07aa --note 'one dam, two names'"),
        (split, "split cl1-9f2c st1-4410 st1-9b21"),
        (move, "move st1-4410 --to cl1-07aa"),
        (stance, "stance st1-4410 denies"),
        (speaker, "speaker st1-4410 'Ada Roe'"),
        (party, "party pe1-77c0 Norland"),
        (same_party, "same-party 'the Norland navy' Norland"),
        (date, "date ar1-5d1e 2031-05-02"),
        (act, "act st1-4410 pledge"),
        (reject, "reject st1-4410 --note 'a caption'"),
        (accept, "accept st1-4410"),
        (note, "note cl1-9f2c 'ask the yard'"),
        (undo, "undo ru1-3c0b"),
    ):
        _add(rule, asking, example)
    rule.command("list", epilog="Example: sayso rule list --orphaned")(list_rulings)
    _add(person, same_person, "person merge pe1-77c0 pe1-12d4", "merge")
    _add(person, other_person, "person split pe1-77c0 st1-4410", "split")
    rule.add_typer(person, name="person", help="Two people or bodies are one, or one is two.")
    _add(copy, not_copied, "copy reject ar1-5d1e ar1-90aa", "reject")
    _add(copy, copied_by, "copy turn ar1-5d1e ar1-90aa", "turn")
    rule.add_typer(copy, name="copy", help="An article is no copy, or it is the other way round.")
    told = "Correct the ledger: a ruling shows everywhere and survives every re-run."
    app.add_typer(
        rule, name="rule", help=told, epilog="Example: sayso rule stance st1-4410 denies --note 'see the letter'"
    )


# ---------------------------------------------------------------- claims


def merge(claim: ClaimId, other: Annotated[list[str], typer.Argument(help="The other claims.")]) -> list[Asked]:
    """Claims are one proposition."""
    return [Asked(Decision.MERGE, one, claim) for one in other]


def split(claim: ClaimId, statements: Statements) -> list[Asked]:
    """Statements are not on this claim; together they are one of their own."""
    return [Asked(Decision.SPLIT, claim, statements=tuple(statements))]


def move(
    statements: Statements, to: Annotated[str, typer.Option("--to", help="The claim they are on, by its id.")]
) -> list[Asked]:
    """Statements are on another claim. What was on none can be put on one."""
    first, *rest = statements
    return [Asked(Decision.MOVE, first, to, tuple(rest))]


def stance(
    subject: Annotated[str, typer.Argument(help="A statement, or a position: all its statements.")],
    stance: Annotated[str, typer.Argument(help="asserts, suggests, confirms, denies, dismisses or declines.")],
) -> list[Asked]:
    """Which stance is taken on the claim."""
    return [Asked(Decision.STANCE, subject, stance)]


# ---------------------------------------------------------------- statements and articles


def speaker(
    statement: StatementId,
    name: Annotated[str, typer.Argument(help="A name, or a person's id; '' where nobody can say.")],
) -> list[Asked]:
    """Who said it."""
    return [Asked(Decision.SPEAKER, statement, name)]


def party(
    subject: Annotated[str, typer.Argument(help="A statement, or a person: all that person says.")],
    party: Annotated[str, typer.Argument(help="The party's name; '' where nobody can say.")],
) -> list[Asked]:
    """On whose behalf it was said, or a person speaks."""
    return [Asked(Decision.PARTY, subject, party)]


def same_party(
    party: Annotated[str, typer.Argument(help="The name that it shall not go by.")],
    other: Annotated[str, typer.Argument(help="The name it goes by.")],
) -> list[Asked]:
    """Two names are of one party; undone, they are two again."""
    return [Asked(Decision.SAME_PARTY, party, other)]


def date(
    subject: Annotated[str, typer.Argument(help="An article, or a statement.")],
    day: Annotated[str, typer.Argument(help="2031-05-02, 2031-05, 2031, 2031-05-02..2031-05-09; '' for not known.")],
) -> list[Asked]:
    """When an article was published, or something was said. What its words count from that day moves with it."""
    return [Asked(Decision.DATE, subject, day)]


def act(
    statement: StatementId,
    act: Annotated[str, typer.Argument(help="assert, accuse, confirm, suggest, deny, dismiss, decline, pledge, …")],
) -> list[Asked]:
    """What a statement does."""
    return [Asked(Decision.ACT, statement, act)]


def reject(statements: Statements) -> list[Asked]:
    """Statements that are none, or were read wrongly: they count nowhere."""
    first, *rest = statements
    return [Asked(Decision.REJECT, first, statements=tuple(rest))]


def accept(statements: Statements) -> list[Asked]:
    """Statements that were looked at and are right; what was rejected counts again."""
    first, *rest = statements
    return [Asked(Decision.ACCEPT, first, statements=tuple(rest))]


# ---------------------------------------------------------------- people, copies, rulings


def same_person(person: PersonId, other: PersonId) -> list[Asked]:
    """Two people or bodies are one."""
    return [Asked(Decision.SAME_PERSON, person, other)]


def other_person(person: PersonId, statements: Statements) -> list[Asked]:
    """Statements are somebody else's of the name; with them goes all that their articles have under it."""
    return [Asked(Decision.OTHER_PERSON, person, statements=tuple(statements))]


def not_copied(copy: CopyId, origin: OriginId) -> list[Asked]:
    """An article does not copy another: it counts as an origin of its own."""
    return [Asked(Decision.NOT_COPIED, copy, origin)]


def copied_by(copy: CopyId, origin: OriginId) -> list[Asked]:
    """What is taken for the copy is the origin, and the other way round."""
    return [Asked(Decision.COPIED_BY, copy, origin)]


def note(
    subject: Annotated[str, typer.Argument(help="A claim, statement, position, person, article or ruling, by its id.")],
    words: Annotated[str, typer.Argument(help="What to remember.")],
) -> list[Asked]:
    """Words to remember with something; nothing follows from them."""
    return [Asked(Decision.NOTE, subject, note=words)]


def undo(
    ruling: Annotated[str, typer.Argument(help="The id of a ruling, or the beginning of one.")],
) -> list[Asked]:
    """A ruling holds no longer. It stays listed; to undo the undoing lets it hold again."""
    return [Asked(Decision.UNDO, ruling)]


def list_rulings(
    subject: Annotated[str, typer.Argument(help="Only those on this claim, statement, person or article.")] = "",
    ledger: LedgerFile = DEFAULT_LEDGER,
    orphaned: Annotated[
        bool, typer.Option("--orphaned", help="Only those whose subject cannot be found any longer.")
    ] = False,
    json: Json = False,
) -> None:
    """Every ruling, the first first: who ruled what, when and why, and whether it holds."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        whole = queries.whole_id(opened, subject, "cl", "st", "po", "pe", "ar", "ru") if subject else ""
        found = queries.rulings(opened, whole, RulingState.ORPHANED if orphaned else None)
    if wants_json(json):
        print_json(found)
        return
    print_entries(map(ruling_entry, found), nothing="No rulings." if not orphaned else "No orphaned rulings.")


# ---------------------------------------------------------------- what they share


def _add(group: typer.Typer, asking: Asking, example: str, name: str | None = None) -> None:
    """Make a kind of ruling a command of this group; without a name it bears that of its function."""
    group.command(name, epilog=f"Example: sayso rule {example}")(_command(asking))


def _command(asking: Asking) -> Callable[..., None]:
    """A command that takes what `asking` takes, then what `_rule` takes; of `note` the words are the note."""
    own, shared = (inspect.signature(one, eval_str=True).parameters.values() for one in (asking, _rule))
    common = [one for one in shared if one.name not in ("asked", "note" if asking is note else "")]

    def command(**told: Any) -> None:
        given = {one.name: told.pop(one.name) for one in common}
        _rule(asking(**told), **given)

    command.__name__, command.__doc__ = asking.__name__, asking.__doc__
    command.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]  # what Typer reads
    return command


def _rule(
    asked: list[Asked], *, ledger: LedgerFile = DEFAULT_LEDGER, by: By = "", note: Note = "", json: Json = False
) -> None:
    """Store rulings, one after the other, and tell what each came to."""
    from sayso.ledger import open_ledger
    from sayso.ruling import rule

    author = who_rules(by)
    with open_ledger(ledger, create=_there(ledger)) as opened:
        outcomes = [rule(opened, replace(one, note=note or one.note), author) for one in asked]
    if wants_json(json):
        print_json(outcomes)
        return
    print_entries(map(_outcome_entry, outcomes), nothing="")


def _there(ledger: LedgerFile) -> bool:
    """Open for writing only what is there: nobody rules on a new ledger, and opening to read says what to do."""
    return ledger.exists()


def _outcome_entry(outcome: Outcome) -> Entry:
    told = ruling_entry(outcome.upheld)
    return Entry(told.head, (*told.fields, *(("claim", change_told(change)) for change in outcome.changes)))
