"""A whole matter in the formats of other programs. Each is its own module; each is read back by its field's reader in
`tests/export/test_matters.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sayso.export.annotations import to_annotations
from sayso.export.citations import to_citations
from sayso.export.ftm import to_ftm
from sayso.export.label_studio import to_label_studio
from sayso.export.schema_org import to_schema_org
from sayso.export.stix import to_stix
from sayso.export.workbook import to_xlsx
from sayso.ledger import Ledger

MATTERS: Mapping[str, Callable[[Ledger], Iterator[bytes]]] = MappingProxyType(
    {
        "xlsx": to_xlsx,
        "annotations": to_annotations,
        "schema-org": to_schema_org,
        "ftm": to_ftm,
        "stix": to_stix,
        "label-studio": to_label_studio,
        "citations": to_citations,
    }
)
