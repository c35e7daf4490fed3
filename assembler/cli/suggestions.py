"""Suggestions for mistyped commands, options and choices, and the parameter type of language codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from assembler.store.yaml.suggestions import suggest_name


def build_unknown_command_error(name: str, known: Iterable[str], ctx: click.Context) -> click.UsageError:
    """Return the error for an unknown command."""
    return click.UsageError(f"there is no command `{name}`; {suggest_name(name, known)}", ctx)


def add_suggestion(error: click.UsageError, args: Iterable[str]) -> click.UsageError:
    """Return ``error`` with a suggestion for a mistyped argument.

    ``args`` are the command-line arguments. Click's own suggestions do not cover abbreviated options and
    ``-record``, which click parses as ``-r``.
    """
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        return _build_option_error(error, error.ctx, args)
    choice = getattr(getattr(error, "param", None), "type", None)
    if isinstance(error, click.BadParameter) and isinstance(choice, click.Choice):
        return _build_choice_error(error, choice, args)
    return error


def _build_option_error(
    error: click.NoSuchOption, ctx: click.Context, args: Iterable[str]
) -> click.UsageError:
    options = (option for param in ctx.command.get_params(ctx) for option in param.opts)
    known = [option for option in options if option.startswith("--")]
    option_name = error.option_name
    if not option_name.startswith("--"):
        option_name = next(
            (arg for arg in args if arg.startswith(option_name) and f"-{arg}" in known), option_name
        )
        meant = [f"-{option_name}"] if f"-{option_name}" in known else []
    else:
        meant = [option for option in known if option.startswith(option_name)]
    hint = f"did you mean `{meant[0]}`?" if len(meant) == 1 else suggest_name(option_name, known)
    return click.UsageError(f"there is no option `{option_name}`; {hint}", ctx)


def _build_choice_error(
    error: click.BadParameter, choice: click.Choice[Any], args: Iterable[str]
) -> click.UsageError:
    known = [str(each) for each in choice.choices]
    wrong = next((arg for arg in args if f"'{arg}' is not one of" in error.message), None)
    if wrong is None:
        return error
    return click.UsageError(f"`{wrong}` is not one of the choices; {suggest_name(wrong, known)}", error.ctx)


class LanguageCode(click.ParamType[str]):
    """Parameter type for language codes in any notation.

    For example, ``DE`` becomes ``de``, and ``nl_be`` becomes ``nl-BE``.
    """

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in the form that is used in the names of catalogues."""
        base, _, region = str(value).strip().replace("_", "-").partition("-")
        return f"{base.lower()}-{region.upper() if len(region) == 2 else region}" if region else base.lower()
