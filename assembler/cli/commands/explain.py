"""``assembler explain``: explain a rule and the remedy for its diagnostics."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.output import print_json
from assembler.cli.session import Session
from assembler.errors import ProjectError

if TYPE_CHECKING:
    from assembler.diagnostics import Rule


@click.command("explain")
@click.argument("rule", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown", "pot"]), default="text",
    show_default=True,
    help="Output format: `markdown` prints the reference page for all rules, "
    "and `pot` a catalogue of their texts.",
)  # fmt: skip
@click.pass_obj
def command(session: Session, rule: str | None, format_: str) -> None:
    """Explain the rule of a diagnostic, or list all rules by topic.

    \b
    Examples:
      assembler explain
      assembler explain late-delivery
    """
    from assembler.diagnostics.registry import all_rules, reference_page

    session.format = "json" if format_ == "json" else "text"
    chosen = _find_rule(rule) if rule else None
    if format_ == "json":
        print_json(_as_dict(chosen) if chosen else [_as_dict(each) for each in all_rules().values()])
    elif format_ == "markdown":
        click.echo(reference_page(), nl=False)
    elif format_ == "pot":
        click.echo(_build_pot(), nl=False)
    elif chosen:
        _print_rule(chosen)
    else:
        _print_topics()


def _find_rule(name: str) -> Rule:
    """Return the rule with this current or earlier id.

    Raises ProjectError, with suggestions, if there is no such rule.
    """
    from assembler.diagnostics.earlier_ids import find_current_id
    from assembler.diagnostics.registry import all_rules

    known = all_rules()
    if find_current_id(name) not in known:
        *others, last = ["", *(f"`{each}`" for each in _find_similar(name, known))]
        near = f"{', '.join(others[1:])} or {last}" if others[1:] else last
        suggestion = f"did you mean {near}?" if near else "run `assembler explain` to list all rules"
        raise ProjectError(f"there is no rule `{name}`", hint=suggestion)
    return known[find_current_id(name)]


def _find_similar(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three ids that are similar to ``name``.

    If there are none, return up to three ids that have a word in common with it.

    >>> _find_similar("late-delivry", ["late-delivery", "late-conclusions", "overloaded-member"])
    ['late-delivery']
    >>> _find_similar("delivery", ["late-delivery", "late-conclusions"])
    ['late-delivery']
    >>> _find_similar("nonsense", ["late-delivery"])
    []
    """
    ids, words = list(known), set(name.lower().split("-"))
    return (
        get_close_matches(name.lower(), ids, 3, 0.75)
        or [each for each in ids if not words.isdisjoint(each.split("-"))][:3]
    )


def _build_pot() -> bytes:
    from assembler.diagnostics.registry import messages
    from assembler.i18n.catalogue.pot_file import build_rule_template
    from assembler.i18n.po.po_file import write_po

    return write_po(build_rule_template(messages()))


def _as_dict(rule: Rule) -> dict[str, Any]:
    from assembler.diagnostics import Wording

    wordings = [{"message": each.message, "hint": each.hint, "level": each.level or rule.level}
                for each in map(Wording.for_readers, rule.wordings())]  # fmt: skip
    return {"id": rule.id, "level": rule.level.value, "explanation": rule.explanation, "source": rule.source,
            "wordings": wordings, "bad": rule.bad.strip(), "good": rule.good.strip()}  # fmt: skip


def _print_topics() -> None:
    from assembler.diagnostics.registry import TOPICS, rules_of

    for topic, heading in TOPICS.items():
        click.echo(heading)
        for rule in rules_of(topic):
            click.echo(f"  {rule.id:<24} {rule.level:<8} {rule.explanation}")


def _print_rule(rule: Rule) -> None:
    click.echo(f"{rule.id} ({rule.level})\n{rule.explanation}\nSource: {rule.source}")
    for each in (wording.for_readers() for wording in rule.wordings()):
        level = f" ({each.level})" if each.level else ""
        message = each.message or "(another hint for the messages above)"
        click.echo(f"\n  {message}{level}\n    → {each.hint}")
    for name, example in (("Reported", rule.bad), ("Correct", rule.good)):
        click.echo(f"\n{name}:\n")
        click.echo("\n".join(f"    {line}" for line in example.strip().split("\n")))
