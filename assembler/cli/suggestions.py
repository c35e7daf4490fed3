"""What somebody probably meant by a mistyped command, option, word or language of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from assembler.store.yaml.suggest import suggestion


def unknown_command(name: str, known: Iterable[str], ctx: click.Context) -> click.UsageError:
    """The error for a command that does not exist."""
    return click.UsageError(f"there is no command `{name}`; {suggestion(name, known)}", ctx)


def with_suggestion(error: click.UsageError, typed: Iterable[str]) -> click.UsageError:
    """``error`` with what was probably meant; ``typed`` are the words of the command line.

    click compares options by likeness alone: ``--lang`` is not ``--all``, and ``-record`` is not ``-r``.
    """
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        return _option_error(error, error.ctx, typed)
    choice = getattr(getattr(error, "param", None), "type", None)
    if isinstance(error, click.BadParameter) and isinstance(choice, click.Choice):
        return _choice_error(error, choice, typed)
    return error


def _option_error(error: click.NoSuchOption, ctx: click.Context, typed: Iterable[str]) -> click.UsageError:
    options = (option for param in ctx.command.get_params(ctx) for option in param.opts)
    known = [option for option in options if option.startswith("--")]
    asked = error.option_name
    if not asked.startswith("--"):
        asked = next((word for word in typed if word.startswith(asked) and f"-{word}" in known), asked)
        meant = [f"-{asked}"] if f"-{asked}" in known else []
    else:
        meant = [option for option in known if option.startswith(asked)]
    hint = f"did you mean `{meant[0]}`?" if len(meant) == 1 else suggestion(asked, known)
    return click.UsageError(f"there is no option `{asked}`; {hint}", ctx)


def _choice_error(
    error: click.BadParameter, choice: click.Choice[Any], typed: Iterable[str]
) -> click.UsageError:
    known = [str(each) for each in choice.choices]
    wrong = next((word for word in typed if f"'{word}' is not one of" in error.message), None)
    if wrong is None:
        return error
    return click.UsageError(f"`{wrong}` is not one of the choices; {suggestion(wrong, known)}", error.ctx)


class LanguageCode(click.ParamType[str]):
    """The code of a language, in any letter case: ``DE`` is ``de``, ``nl_be`` is ``nl-BE``."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code as catalogues have it."""
        base, _, region = str(value).strip().replace("_", "-").partition("-")
        return f"{base.lower()}-{region.upper() if len(region) == 2 else region}" if region else base.lower()
