"""Generate docs/cli.md from the program's own help, and docs/records.md from sayso.records.

python docs/generate.py            write them
python docs/generate.py --check    exit 1 when they are not what would be written (part of `make check`)
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent
RECORDS = DOCS.parent / "src/sayso/records"
IN_ORDER = ("shared", "pages", "copies", "statements", "people", "claims", "rulings")  # that of the data
SAYSO = Path(sys.executable).parent / "sayso"


def cli() -> str:
    """Every command's help, as the terminal shows it at 100 columns."""
    top = _help()
    parts = [
        "# Command line",
        "",
        "Generated from `sayso --help` by `docs/generate.py`; do not edit.",
        "",
        *_fenced(top),
    ]
    for name in _commands(top):
        parts += _of_command(name)
    return "\n".join(parts) + "\n"


def _commands(told: str) -> list[str]:
    """The names of the commands that a help lists."""
    lines = told.partition("\nCommands:\n")[2].partition("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]


def _of_command(*command: str) -> list[str]:
    """The help of a command, then of those under it."""
    told = _help(*command)
    parts = ["", f"{'#' * (1 + len(command))} sayso {' '.join(command)}", "", *_fenced(told)]
    for name in _commands(told):
        parts += _of_command(*command, name)
    return parts


def _help(*command: str) -> str:
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    done = subprocess.run([SAYSO, *command, "--help"], capture_output=True, text=True, check=True, env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def _fenced(words: str) -> list[str]:
    return ["```text", words, "```"]


def records() -> str:
    """A table for every record: field, type, and the comment beside it, which tells units and null."""
    parts = ["# Records", "", "Generated from `src/sayso/records/` by `docs/generate.py`; do not edit."]
    for module in IN_ORDER:
        source = (RECORDS / f"{module}.py").read_text(encoding="utf-8")
        lines = source.splitlines()
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                parts += ["", f"## {node.name}", "", ast.get_docstring(node) or "", ""]
                parts += _fields(node, lines)
    return "\n".join(parts) + "\n"


def _fields(node: ast.ClassDef, lines: list[str]) -> list[str]:
    rows = []
    for item in node.body:
        if isinstance(item, ast.AnnAssign):
            rows.append((ast.unparse(item.target), ast.unparse(item.annotation), _comment(lines[item.lineno - 1])))
        elif isinstance(item, ast.Assign):
            rows.append((ast.literal_eval(item.value), "", _comment(lines[item.lineno - 1])))
    head = ["| field | type | means |" if rows and rows[0][1] else "| value | | means |", "|---|---|---|"]
    return head + [
        f"| `{name}` | {f'`{kind}`'.replace('|', chr(92) + '|') if kind else ''} | {note} |"
        for name, kind, note in rows
    ]


def _comment(line: str) -> str:
    return line.split("  # ", 1)[1] if "  # " in line else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name, text in (("cli.md", cli()), ("records.md", records())):
        path = DOCS / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"docs: {', '.join(stale)} out of date; run `python docs/generate.py`")


if __name__ == "__main__":
    main()
