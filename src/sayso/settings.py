"""One frozen Settings from one TOML file. Holds only what an operator changes; an unknown key is an error.

The file is `sayso.toml` in the working folder, or the one given by `--settings`. Nothing is read at import time.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta, Struct

from sayso.errors import BadSettings

DEFAULT_FILE = Path("sayso.toml")


class JsonlFields(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which keys of a JSON line hold what. The first key that is present and not empty wins."""

    url: tuple[str, ...] = ("url", "link", "source_url")
    html: tuple[str, ...] = ("html", "raw_html")
    text: tuple[str, ...] = ("text", "content", "body", "maintext")
    title: tuple[str, ...] = ("title", "headline")
    published: tuple[str, ...] = ("published", "date", "date_publish", "publish_date")
    outlet: tuple[str, ...] = ("outlet", "source_domain", "sitename", "publisher")
    byline: tuple[str, ...] = ("byline", "author", "authors")
    captured: tuple[str, ...] = ("fetched_at", "crawl_date", "date_download")


class Fetching(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How pages are fetched from the web."""

    user_agent: Annotated[str, Meta(description="what servers are told; empty = sayso and its version")] = ""
    max_bytes: Annotated[int, Meta(ge=1, description="an answer that unpacks to more is given up")] = 20_000_000
    max_seconds: Annotated[float, Meta(gt=0, description="so is one that takes longer")] = 30.0
    delay_seconds: Annotated[float, Meta(ge=0, description="between two requests to one host, at least")] = 1.0
    retries: Annotated[int, Meta(ge=0, le=10, description="after an error of the server or the network")] = 3
    max_addresses: Annotated[int, Meta(ge=1, description="of a round's feeds and sitemaps, at most")] = 2000
    networks: Annotated[
        tuple[str, ...],
        Meta(description="networks not public that may be fetched from; for tests"),
    ] = ()


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an operator may change. The descriptions are shown by `sayso settings`."""

    processes: Annotated[int, Meta(ge=0, description="reader processes; 0 = one per core sayso may use")] = 0
    cluster: Annotated[
        str,
        Meta(description="the Ray cluster where readers run, host:port; local = one started for the run; empty = none"),
    ] = ""
    batch_pages: Annotated[int, Meta(ge=1, description="pages a transaction of the ledger")] = 32
    lake_pages: Annotated[int, Meta(ge=1, description="pages a batch of a lake; a killed run reads its last anew")] = (
        512
    )
    spacy_model: Annotated[
        str, Meta(description="an installed spaCy pipeline that parses instead of sayso's own network; empty = none")
    ] = ""
    known: Annotated[tuple[str, ...], Meta(description="lists of known people and bodies: CSV or FollowTheMoney")] = ()
    owners: Annotated[str, Meta(description="a table of who owns which outlet, CSV: outlet,owner; empty = none")] = ""
    max_page_seconds: Annotated[
        int,
        Meta(ge=0, description="a page that takes longer is rejected; 0 = no limit, a few are read in this process"),
    ] = 120
    max_page_articles: Annotated[int, Meta(ge=1, description="articles of one page; those past it are rejected")] = 500
    max_page_bytes: Annotated[int, Meta(ge=1, description="a larger page is rejected")] = 20_000_000
    max_archive_bytes: Annotated[int, Meta(ge=1, description="an archive that unpacks to more is cut off there")] = (
        4_000_000_000
    )
    max_archive_ratio: Annotated[int, Meta(ge=1, description="unpacked : packed, past which it is a bomb")] = 200
    max_archive_depth: Annotated[int, Meta(ge=0, description="archives within archives, letters too")] = 4
    max_archive_members: Annotated[int, Meta(ge=1, description="members of an archive, with those within")] = 200_000
    jsonl: Annotated[JsonlFields, Meta(description="which keys of a record hold what, in place of the ready maps")] = (
        JsonlFields()
    )

    fetching: Annotated[Fetching, Meta(description="`sayso watch`: how pages are fetched")] = Fetching()

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


def load_map(path: Path) -> JsonlFields:
    """A field map from a TOML file of its own: the keys of `[jsonl]`; those it does not name hold nothing.

    Raises BadSettings when it cannot be read, names a key there is not, or has neither `html` nor `text`.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        empty: dict[str, object] = dict.fromkeys(JsonlFields.__struct_fields__, ())
        found = msgspec.convert(empty | raw, JsonlFields)
    except OSError as error:
        raise BadSettings(f"{path}: cannot read the map: {error.strerror}. Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: not valid TOML: {error}. Mend that line.") from error
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path}: {error}. docs/formats.md says what a map holds.") from error
    if not found.html and not found.text:
        raise BadSettings(f"{path}: neither `html` nor `text` says where the words are. Add one of them.")
    return found


def as_toml(settings: Settings) -> str:
    """The settings as a TOML file that `load_settings` reads back to the same, each key with what it means."""
    import tomlkit

    document = tomlkit.document()
    hints = get_type_hints(Settings, include_extras=True)
    for name, value in msgspec.to_builtins(settings).items():
        document.add(tomlkit.comment(f"{hints[name].__metadata__[0].description}"))
        document.add(name, value)
    return tomlkit.dumps(document)
