"""Names and formats of a record's files: YAML, or CSV for the kinds in ``model.paths.TABLES``."""

from __future__ import annotations

from assembler.model.paths import ROOTS, TABLES
from assembler.store.files.cache import Cache
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml


def file_name_of(kind: str) -> str:
    """Return the name that a file of ``kind`` has.

    >>> file_name_of("baseline"), file_name_of("evidence")
    ('baseline.yaml', 'evidence.csv')
    """
    return f"{kind}.csv" if kind in TABLES else f"{kind}.yaml"


def parse_kind(kind: str, content: bytes, name: str, *, cache: Cache | None = None) -> YamlFile:
    """Parse ``content``, a file of ``kind``; ``name`` is the name of the file in messages.

    Errors are in the diagnostics of the result; nothing is raised.
    """
    if kind in TABLES:
        from assembler.store.tables.csv_file import parse_csv

        return parse_csv(content, name, ROOTS[kind], TABLES[kind])
    return parse_yaml(content, name, cache=cache)
