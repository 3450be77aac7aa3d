"""`sayso rule`: a person's corrections. Each is kept with author, time and note, and holds through every re-run."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile
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


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    rule = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    rule.command(epilog="Example: sayso rule merge cl1-9f2c cl1-07aa --note 'one dam, two names'")(merge)
    rule.command(epilog="Example: sayso rule split cl1-9f2c st1-4410 st1-9b21")(split)
    rule.command(epilog="Example: sayso rule move st1-4410 --to cl1-07aa")(move)
    rule.command(epilog="Example: sayso rule stance st1-4410 denies")(stance)
    rule.command(epilog="Example: sayso rule speaker st1-4410 'Ada Roe'")(speaker)
    rule.command(epilog="Example: sayso rule party pe1-77c0 Norland")(party)
    rule.command(epilog="Example: sayso rule date ar1-5d1e 2031-05-02")(date)
    rule.command(epilog="Example: sayso rule act st1-4410 pledge")(act)
    rule.command(epilog="Example: sayso rule reject st1-4410 --note 'a caption'")(reject)
    rule.command(epilog="Example: sayso rule accept st1-4410")(accept)
    rule.command(epilog="Example: sayso rule note cl1-9f2c 'ask the yard'")(note)
    rule.command(epilog="Example: sayso rule undo ru1-3c0b")(undo)
    rule.command("list", epilog="Example: sayso rule list --orphaned")(list_rulings)
    person = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    person.command("merge", epilog="Example: sayso rule person merge pe1-77c0 pe1-12d4")(same_person)
    person.command("split", epilog="Example: sayso rule person split pe1-77c0 st1-4410")(other_person)
    rule.add_typer(person, name="person", help="Two people or bodies are one, or one is two.")
    copy = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    copy.command("reject", epilog="Example: sayso rule copy reject ar1-5d1e ar1-90aa")(not_copied)
    copy.command("turn", epilog="Example: sayso rule copy turn ar1-5d1e ar1-90aa")(copied_by)
    rule.add_typer(copy, name="copy", help="An article is no copy, or it is the other way round.")
    told = "Correct the ledger: a ruling shows everywhere and survives every re-run."
    app.add_typer(
        rule, name="rule", help=told, epilog="Example: sayso rule stance st1-4410 denies --note 'see the letter'"
    )


# ---------------------------------------------------------------- claims


def merge(
    claim: ClaimId,
    other: Annotated[list[str], typer.Argument(help="The other claims.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Claims are one proposition."""
    _rule([Asked(Decision.MERGE, one, claim, note=note) for one in other], ledger, by, json=json)


def split(
    claim: ClaimId,
    statements: Statements,
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Statements are not on this claim; together they are one of their own."""
    _rule([Asked(Decision.SPLIT, claim, statements=tuple(statements), note=note)], ledger, by, json=json)


def move(
    statements: Statements,
    to: Annotated[str, typer.Option("--to", help="The claim they are on, by its id.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Statements are on another claim. What was on none can be put on one."""
    first, *rest = statements
    _rule([Asked(Decision.MOVE, first, to, tuple(rest), note)], ledger, by, json=json)


def stance(
    subject: Annotated[str, typer.Argument(help="A statement, or a position: all its statements.")],
    stance: Annotated[str, typer.Argument(help="asserts, suggests, confirms, denies, dismisses or declines.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Which stance is taken on the claim."""
    _rule([Asked(Decision.STANCE, subject, stance, note=note)], ledger, by, json=json)


# ---------------------------------------------------------------- statements and articles


def speaker(
    statement: StatementId,
    name: Annotated[str, typer.Argument(help="A name, or a person's id; '' where nobody can say.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Who said it."""
    _rule([Asked(Decision.SPEAKER, statement, name, note=note)], ledger, by, json=json)


def party(
    subject: Annotated[str, typer.Argument(help="A statement, or a person: all that person says.")],
    party: Annotated[str, typer.Argument(help="The party's name; '' where nobody can say.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """On whose behalf it was said, or a person speaks."""
    _rule([Asked(Decision.PARTY, subject, party, note=note)], ledger, by, json=json)


def date(
    subject: Annotated[str, typer.Argument(help="An article, or a statement.")],
    day: Annotated[str, typer.Argument(help="2031-05-02, 2031-05, 2031, 2031-05-02..2031-05-09; '' for not known.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """When an article was published, or something was said. What its words count from that day moves with it."""
    _rule([Asked(Decision.DATE, subject, day, note=note)], ledger, by, json=json)


def act(
    statement: StatementId,
    act: Annotated[str, typer.Argument(help="assert, accuse, confirm, suggest, deny, dismiss, decline, pledge, …")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """What a statement does."""
    _rule([Asked(Decision.ACT, statement, act, note=note)], ledger, by, json=json)


def reject(
    statements: Statements, ledger: LedgerFile = DEFAULT_LEDGER, by: By = "", note: Note = "", json: Json = False
) -> None:
    """Statements that are none, or were read wrongly: they count nowhere."""
    _rule([_counting(Decision.REJECT, statements, note)], ledger, by, json=json)


def accept(
    statements: Statements, ledger: LedgerFile = DEFAULT_LEDGER, by: By = "", note: Note = "", json: Json = False
) -> None:
    """Statements that were looked at and are right; what was rejected counts again."""
    _rule([_counting(Decision.ACCEPT, statements, note)], ledger, by, json=json)


def _counting(decision: Decision, statements: list[str], note: str) -> Asked:
    first, *rest = statements
    return Asked(decision, first, statements=tuple(rest), note=note)


# ---------------------------------------------------------------- people, copies, rulings


def same_person(
    person: PersonId,
    other: PersonId,
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Two people or bodies are one."""
    _rule([Asked(Decision.SAME_PERSON, person, other, note=note)], ledger, by, json=json)


def other_person(
    person: PersonId,
    statements: Statements,
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """Statements are somebody else's of the name; with them goes all that their articles have under it."""
    _rule([Asked(Decision.OTHER_PERSON, person, statements=tuple(statements), note=note)], ledger, by, json=json)


def not_copied(
    copy: CopyId,
    origin: OriginId,
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """An article does not copy another: it counts as an origin of its own."""
    _rule([Asked(Decision.NOT_COPIED, copy, origin, note=note)], ledger, by, json=json)


def copied_by(
    copy: CopyId,
    origin: OriginId,
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """What is taken for the copy is the origin, and the other way round."""
    _rule([Asked(Decision.COPIED_BY, copy, origin, note=note)], ledger, by, json=json)


def note(
    subject: Annotated[str, typer.Argument(help="A claim, statement, position, person, article or ruling, by its id.")],
    words: Annotated[str, typer.Argument(help="What to remember.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    json: Json = False,
) -> None:
    """Words to remember with something; nothing follows from them."""
    _rule([Asked(Decision.NOTE, subject, note=words)], ledger, by, json=json)


def undo(
    ruling: Annotated[str, typer.Argument(help="The id of a ruling, or the beginning of one.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    by: By = "",
    note: Note = "",
    json: Json = False,
) -> None:
    """A ruling holds no longer. It stays listed; to undo the undoing lets it hold again."""
    _rule([Asked(Decision.UNDO, ruling, note=note)], ledger, by, json=json)


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


def _rule(asked: list[Asked], ledger: LedgerFile, by: str, *, json: bool) -> None:
    """Store rulings, one after the other, and tell what each came to."""
    from sayso.ledger import open_ledger
    from sayso.ruling import rule

    with open_ledger(ledger, create=_there(ledger)) as opened:
        outcomes = [rule(opened, one, by or getpass.getuser()) for one in asked]
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
