"""A template made ready is the same after it was kept on disk."""

from __future__ import annotations

from pathlib import Path

from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.templates import CompiledTemplate
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.store.project.project import Project
from assembler.structs import replace


def test_a_ready_template_keeps_its_diagnostics(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    project = Project.find(tmp_path)
    ready = BuildContext(project).get_template(project.document_type("charter-commitment"), "en", "plain")
    warning = Diagnostic("untranslated", Level.WARNING, Location("nl.po", "a", 3), "not translated")
    assert CompiledTemplate.from_bytes(replace(ready, diagnostics=(warning,)).to_bytes()).diagnostics == (
        warning,
    )
