"""The direction of docs/architecture.md, read from the source: imports inside functions count like any other."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sayso"

STAGES = {"articles", "copies", "statements", "people", "timing", "claims"}
PURE = {
    "records", "errors", "text", "times", "events", "parties", "names", "offices", "decoding", "notices", "rulings",
    "kept",
}  # fmt: skip
BELOW_STAGES = PURE | {"settings", "models"}

# Part of sayso (a module or package straight under it) -> the parts it may import. One that is not here fails.
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "text": {"records", "errors"},
    "times": {"records", "errors", "text"},
    "events": {"records", "text", "times"},  # which sentences tell an event, and which tell one
    "kept": set(),  # what parts of a pile gave before
    "parties": {"records", "errors", "text"},
    "names": {"records", "errors", "text"},
    "offices": {"records", "errors", "text", "parties"},
    "decoding": {"records", "errors", "text"},
    "notices": {"records", "errors", "text"},
    "rulings": {"records", "errors", "text", "times", "parties"},  # what a person rules, found again in the pile
    "settings": {"records", "errors"},
    "models": {"records", "errors", "settings"},
    **dict.fromkeys(STAGES, BELOW_STAGES),
    "documents": {"records", "errors", "text"},
    "pages": PURE | {"settings", "documents"},  # an edge: reads
    "known": PURE,  # an edge: reads the user's lists
    "reading": BELOW_STAGES | STAGES | {"documents"},  # one page through the stages that need nothing else
    "frames": set(),
    "lifeline": set(),
    "worker": BELOW_STAGES | {"reading", "frames", "lifeline"},  # a process of its own
    "guard": BELOW_STAGES | {"frames"},
    "cluster": {"errors", "settings"},  # an edge: other machines
    "engine": BELOW_STAGES | {"reading", "guard", "cluster", "lifeline"},
    "ledger": {"records", "errors", "text", "events", "kept", "writing"},  # an edge: writes
    "lake": {"records", "errors", "ledger", "writing"},  # an edge: writes
    "fetching": {"records", "errors", "settings", "writing"},  # an edge: the network
    "watching": {"records", "errors", "settings", "fetching", "ledger", "pipeline", "writing"},
    "tracing": {"records", "errors", "copies", "ledger"},
    "pipeline": BELOW_STAGES | STAGES | {"pages", "known", "reading", "engine", "ledger", "lake", "tracing"},
    "ruling": PURE | {"ledger", "pipeline"},  # an edge: a person's word
    "writing": {"errors"},
    "export": PURE | {"ledger"},
    "report": PURE | {"ledger", "writing"},
    "bundle": PURE | {"settings", "pages", "ledger", "export", "report", "writing"},
    "making": PURE | {"ledger", "export", "report", "bundle", "writing"},  # a process of its own
    "web": PURE
    | {"ruling", "ledger", "report", "export", "making"},  # an edge: serves; markup is shared with the report
    "cli": PURE
    | {
        "settings",
        "models",
        "pipeline",
        "ruling",
        "ledger",
        "lake",
        "export",
        "report",
        "bundle",
        "watching",
        "writing",
        "web",
    },
    "__main__": {"cli"},
}

# The packages within statements/, each with those it may import.
WITHIN_STATEMENTS: dict[str, set[str]] = {
    "tagging": {"naming"},
    "voicing": {"relaying"},  # in whose own voice a page is
    "finding": {"tagging", "relaying", "voicing"},
    "naming": set(),
    "relaying": set(),
    "speaking": {"finding", "naming", "relaying", "voicing"},
    "acts": {"naming", "speaking"},
}

# What stages and the pure modules may not touch: clock, chance, network, processes, words to the operator.
FORBIDDEN_MODULES = {
    "time", "random", "secrets", "uuid", "socket", "ssl", "http", "httpx", "requests", "urllib.request", "subprocess",
    "threading", "multiprocessing", "asyncio", "sqlite3", "logging", "warnings", "tempfile",
}  # fmt: skip
FORBIDDEN_CALLS = {"print", "input", "open", "hash", "exec", "eval"}  # hash(): differs from process to process
FORBIDDEN_METHODS = {"now", "today", "utcnow", "getenv", "write_text", "write_bytes"}

# What `sayso --help` must not load: each takes a tenth of a second or more, spaCy over one.
HEAVY = (
    "spacy", "thinc", "onnxruntime", "trafilatura", "daft", "wordllama", "numpy", "jinja2", "lxml", "htmldate",
    "charset_normalizer", "ftfy", "py3langid", "babel", "pyarrow", "stix2", "xlsxwriter", "plutoprint", "pycountry",
    "fastwarc", "pypdfium2", "docx", "ijson", "litestar", "uvicorn", "httpx", "feedparser", "duckdb",
    "ray", "numba",
)  # fmt: skip


# ---------------------------------------------------------------- reading imports


def modules() -> dict[str, Path]:
    """Dotted name -> file of every module of the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(tree: ast.AST, module: str, known: set[str], *, is_package: bool = False) -> Iterator[tuple[str, int]]:
    """`(dotted name, line)` of everything imported anywhere in the tree, save for annotations alone.

    `from a import b` gives `a.b` where that is a module of ours, else `a`.
    """
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending.extend(node.orelse)  # the branch that does run
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, module, is_package=is_package)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in known else base), node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from ((str(a.value), node.lineno) for a in node.args[:1] if isinstance(a, ast.Constant))
        pending.extend(ast.iter_child_nodes(node))


def _absolute(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    parents = parts[: len(parts) - node.level + is_package]
    return ".".join([*parents, *([node.module] if node.module else [])])


def all_imports() -> dict[str, list[tuple[str, int]]]:
    """Module -> what it imports, for the whole package."""
    known = modules()
    return {
        name: list(imports(ast.parse(path.read_text()), name, set(known), is_package=path.name == "__init__.py"))
        for name, path in known.items()
    }


def part_of(module: str) -> str | None:
    """The part of sayso a module belongs to; None for the package root and for anything of others."""
    names = module.split(".")
    return names[1] if names[0] == "sayso" and len(names) > 1 else None


# ---------------------------------------------------------------- the reading itself

SAMPLES = [
    ("import sayso.text", {"sayso.text"}),  # plain
    ("from sayso import text", {"sayso.text"}),  # a module taken out of the package is that module
    ("from sayso import __version__", {"sayso"}),  # a name taken out of it is not
    ("from sayso.text import words", {"sayso.text"}),
    ("def f():\n    from sayso.text import words", {"sayso.text"}),  # inside a function counts
    ("try:\n    import sayso.text\nexcept ImportError: pass", {"sayso.text"}),  # and anywhere else
    ("from .text import words", {"sayso.text"}),  # relative
    ("from . import text", {"sayso.text"}),
    ("import importlib\nimportlib.import_module('sayso.text')", {"importlib", "sayso.text"}),  # by name
    ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sayso.text", {"typing"}),  # annotation alone
    ("if TYPE_CHECKING:\n    pass\nelse:\n    import sayso.text", {"sayso.text"}),  # this branch runs
]


@pytest.mark.parametrize(("source", "expected"), SAMPLES)
def test_imports_are_seen_wherever_they_stand(source, expected):
    found = {name for name, _ in imports(ast.parse(source), "sayso.pages", {"sayso", "sayso.text"})}
    assert found == expected


# ---------------------------------------------------------------- the rules


def test_every_part_has_its_place():
    parts = {part for name in modules() if (part := part_of(name))}
    assert parts - MAY_IMPORT.keys() == set(), "a new part: give it its place in MAY_IMPORT and docs/architecture.md"


def test_imports_follow_the_direction():
    wrong = [
        f"{name}:{line} imports {target}"
        for name, found in all_imports().items()
        for target, line in found
        if (of := part_of(name)) and (to := part_of(target)) and to != of and to not in MAY_IMPORT.get(of, set())
    ]
    assert wrong == []


def test_the_packages_of_statements_have_their_direction_too():
    parts = WITHIN_STATEMENTS.keys()
    wrong = [
        f"{name}:{line} imports {target}"
        for name, found in all_imports().items()
        for target, line in found
        if name.startswith("sayso.statements.") and target.startswith("sayso.statements.")
        if (of := name.split(".")[2]) in parts and (to := target.split(".")[2]) in parts
        if to != of and to not in WITHIN_STATEMENTS[of]
    ]
    assert wrong == []


def test_no_module_imports_itself_by_way_of_others():
    # A package's own modules are counted one by one; its __init__, loaded before them, is an edge only when asked for.
    graph = {
        name: {target for target, _ in found if target != name and target.startswith("sayso")}
        for name, found in all_imports().items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_report_and_export_read_rows_never_tables():
    """Of the ledger they know its queries and the handle they hand to them: no table, no SQL, no opening or writing.

    The workspace opens it too, in `desk` and what that stands on, `lists`.
    """
    wrong = []
    for name, path in modules().items():
        if part_of(name) not in {"report", "export", "web"} or name in {"sayso.web.desk", "sayso.web.lists"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                wrong += [
                    f"{name}:{node.lineno} imports {what}" for what in _ledger_names(node) - {"Ledger", "queries"}
                ]
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("ledger.rows", "ledger.by_key")):
                wrong.append(f"{name}:{node.lineno} asks the tables")
    assert wrong == []


def _ledger_names(node: ast.Import | ast.ImportFrom) -> set[str]:
    """What is imported of the ledger package, save what comes out of its queries."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names if alias.name.startswith("sayso.ledger")}
    module = node.module or ""
    inside = module.startswith("sayso.ledger") and not module.startswith("sayso.ledger.queries")
    return {alias.name for alias in node.names} if inside else set()


def test_sql_stands_in_the_ledger_alone():
    wrong = [
        name
        for name, found in all_imports().items()
        for target, _ in found
        if target.split(".")[0] == "sqlite3" and part_of(name) != "ledger"
    ]
    assert wrong == []


# What does not fit in memory lies in files that nobody else sees and that are gone before the function returns.
SPILLS = {("sayso.copies.postings", "tempfile")}


def test_stages_are_pure():
    wrong = []
    known = modules()
    for name, found in all_imports().items():
        if part_of(name) not in STAGES | PURE:
            continue
        forbidden = ((to, at) for to, at in found if FORBIDDEN_MODULES & {to, to.split(".")[0]})
        wrong += [f"{name}:{at} imports {to}" for to, at in forbidden if (name, to) not in SPILLS]
        for node in ast.walk(ast.parse(known[name].read_text())):
            if isinstance(node, ast.Call) and _is_impure(node.func):
                wrong.append(f"{name}:{node.lineno} calls {ast.unparse(node.func)}")
    assert wrong == []


def _is_impure(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in FORBIDDEN_CALLS
    return isinstance(function, ast.Attribute) and function.attr in FORBIDDEN_METHODS


@pytest.mark.parametrize(
    "then",
    [
        "import sayso.cli",
        "import sayso.cli; sys.argv = ['sayso', '--help']; sayso.cli.main()",
        "import sayso.cli; sys.argv = ['sayso', 'ingest', '--help']; sayso.cli.main()",
    ],
    ids=["import", "help", "ingest-help"],
)
def test_help_loads_nothing_heavy(then):
    code = f"import sys\ntry:\n    {then}\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "sayso" in loaded
    assert loaded & set(HEAVY) == set()
