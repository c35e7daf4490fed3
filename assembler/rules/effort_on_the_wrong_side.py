"""R30: the nature of an effort fits the side that makes it, and an agreement is named."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.model.reference.agenda import Effort
from assembler.model.reference.policy_agenda import EffortNature, PolicyAgenda
from assembler.rules.rule import edition_of, error, join_words
from assembler.store.records.record import Record

NAME = "effort-on-the-wrong-side"


def effort_on_the_wrong_side(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """The State's activities, statutory tasks, agreements and options are kept separate (S3:831; rule R30).

    Municipalities read the guide as the State's list of demands, because it mixed these (S3:226).

    Bad:

        agenda:
          entries:
            GIA/03:
              efforts:
                - {side: state, nature: possible-extra, text: Advises employers.}
                - {side: municipalities, nature: existing-agreement, text: Finds trainees.}

    Good:

        agenda:
          entries:
            GIA/03:
              efforts:
                - {side: state, nature: state-activity, text: Advises employers.}
                - side: municipalities
                  nature: existing-agreement
                  agreement: Agreement on youth and work
                  text: Finds trainees.
    """
    for code, entry in edition_of(record).entries.items():
        for at, effort in enumerate(entry.efforts):
            yield from _check_effort(record, f"agenda.entries.{code}.efforts[{at}]", effort)


def _check_effort(record: Record, path: str, effort: Effort) -> Iterator[Diagnostic]:
    nature = effort.nature
    if effort.side not in nature.sides:
        sides = join_words(side.label for side in nature.sides)
        yield error(NAME, record, f"{path}.nature",
                    f"“{nature.label}” stands among the efforts of the {effort.side.label}",
                    f"move it to the {sides}, or say of which kind it is")  # fmt: skip
    if nature is EffortNature.AGREEMENT and effort.agreement is None:
        yield error(NAME, record, path, "an existing agreement is not named",
                    "say in `agreement` where it stands")  # fmt: skip
