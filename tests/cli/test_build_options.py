"""How far a long job is, where there is no terminal."""

from __future__ import annotations

import pytest

from assembler.cli.build_options import show_progress


def test_how_long_the_rest_takes_is_said_when_a_few_are_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assembler.cli.build_options.INTERVAL", 0.0)
    assert list(show_progress("abcde", length=5, label="Printing")) == list("abcde")
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["Printing: 1 of 5", "Printing: 2 of 5"]
    assert [line.endswith(" s left") for line in lines] == [False, False, True, True]
