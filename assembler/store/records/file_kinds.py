"""Which file holds a kind, and how it is read: YAML, or CSV for the kinds in ``model.paths.TABLES``."""

from __future__ import annotations

from assembler.model.paths import ROOTS, TABLES
from assembler.store.files.cache import Cache
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml


def file_of(kind: str) -> str:
    """The name of the file that holds ``kind``.

    >>> file_of("baseline"), file_of("evidence")
    ('baseline.yaml', 'evidence.csv')
    """
    return f"{kind}.csv" if kind in TABLES else f"{kind}.yaml"


def parse_kind(kind: str, content: bytes, name: str, *, cache: Cache | None = None) -> YamlFile:
    """``content`` of a file of ``kind`` as plain data with lines; ``name`` is the file as people know it.

    Faults stand in its diagnostics; nothing is raised.
    """
    if kind in TABLES:
        from assembler.store.tables.csv_file import parse_csv

        return parse_csv(content, name, ROOTS[kind], TABLES[kind])
    return parse_yaml(content, name, cache=cache)
