"""Which keys of a record hold what: the ready maps of common scrapers, the user's own, and how a key is looked up.

A key is a name, or a path: `body.sections[].paragraphs[]` takes every item of a list,
`bodies[contentType=text/html].value` those whose field has that value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from sayso.records import Given
from sayso.settings import JsonlFields

_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?:(?P<key>[^=\]]+)=(?P<value>[^\]]*))?(?P<list>\])?)?(?:\.|$)")

Record = Mapping[str, object]


class FieldMap(JsonlFields, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The map of one scraper's records. Of several that fit, the first in the file holds."""

    name: str
    source: str  # the public documentation of the format
    when: tuple[str, ...]  # keys that a record of it has


@cache
def ready_maps() -> tuple[FieldMap, ...]:
    """The maps that come with sayso."""
    raw = tomllib.loads((files("sayso.data") / "field_maps.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw["map"], tuple[FieldMap, ...])


def map_for(record: Record, own: JsonlFields) -> JsonlFields:
    """The user's own map when there is one; else the ready one that fits; else the common keys."""
    if own != JsonlFields():
        return own
    return next((m for m in ready_maps() if all(key in record for key in m.when)), own)


def given_of(record: Record, fields: JsonlFields) -> Given:
    """What a record says about its page."""
    return Given(
        url=field(record, fields.url),
        title=field(record, fields.title),
        published=field(record, fields.published),
        outlet=field(record, fields.outlet),
        byline=field(record, fields.byline),
    )


def field(record: Record, keys: Sequence[str], between: str = ", ") -> str | None:
    """The first of `keys` that holds words; several values are joined. An object stands for its `name`."""
    for key in keys:
        words = between.join(filter(None, (_words(value, between) for value in _values(record, key))))
        if words:
            return words
    return None


def _values(record: object, path: str) -> Iterator[object]:
    """What stands at a path; a name with dots in it that is a key itself is one."""
    if isinstance(record, Mapping) and path in record:
        yield record[path]
        return
    step = _STEP.match(path)
    if step is None or not isinstance(record, Mapping) or step["name"] not in record:
        return
    found, rest = record[step["name"]], path[step.end() :]
    items = found if step["list"] is not None and isinstance(found, list) else [found]
    for item in items:
        if step["key"] and not (isinstance(item, Mapping) and str(item.get(step["key"])) == step["value"]):
            continue
        if rest:
            yield from _values(item, rest)
        else:
            yield item


def _words(value: object, between: str) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return between.join(filter(None, (_words(item, between) for item in value)))
    if value is None or isinstance(value, bool | dict):
        return ""
    return str(value).encode("utf-8", "replace").decode().strip()
