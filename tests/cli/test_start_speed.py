"""The program is there soon: help and completion beside bare click, a second build beside its libraries.

The bounds lie a fifth or more above what is reached; each side's best of several processes is taken, in
processor time.
"""

from __future__ import annotations

import pytest

pytest.importorskip("resource", reason="processor time of other processes is not told on Windows")


def test_a_process_spends_most_of_its_time_on_what_it_must_import() -> None:
    from speed.speed_startup import measured, ratios

    help_, completion, charter, form = ratios(measured(3, of=min)).values()
    assert help_ < 1.5
    assert completion < 1.5
    assert charter < 1.8
    assert form < 2.2
