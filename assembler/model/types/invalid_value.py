"""Error raised by the model's validators, with the data for a diagnostic."""

from __future__ import annotations


class InvalidValueError(ValueError):
    """Error for an invalid value, described by a ``variant`` of the rule ``invalid-value``.

    ``fields`` are the names and values that are filled into the message.

    >>> str(InvalidValueError("repeated codes", codes="GG/1"))
    'these codes are repeated: GG/1; give each item its own code'
    """

    def __init__(self, variant: str, /, **fields: str | int) -> None:
        from assembler.diagnostics.data_value_rules import INVALID_VALUE

        wording = INVALID_VALUE.wording(variant)
        super().__init__(f"{wording.message}; {wording.hint}".format(**fields))
        self.variant = variant
        self.fields = fields
