"""Check that no part of a finished document could reveal who said what (rule R24)."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.orders.resolve import find_edition
from assembler.assembly.template_context import ResolvedOrder, build_view_context
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.review_privacy import TRACEABLE_GUEST
from assembler.errors import DataError


def check_anonymity(draft: ResolvedOrder, data: bytes, file_name: str) -> tuple[Diagnostic, ...]:
    """Return errors for guests’ names, sessions and evidence labels in a document that hides its sources.

    Raises DataError if ``data`` contains such errors and the document is not a draft. ``data`` is not
    searched if the texts of the record already have such errors.
    """
    edition = find_edition(draft.declared, draft.order.edition)
    is_known = any(each.rule == TRACEABLE_GUEST.id for each in draft.diagnostics)
    if not (edition.anonymous or edition.hides_sources) or is_known:
        return ()
    errors = tuple(_search_file(draft, data, file_name, is_anonymous=edition.anonymous))
    if errors and not draft.order.draft:
        raise DataError("the document could identify somebody who was interviewed", location=file_name,
                        hint="fix the errors listed below", diagnostics=errors)  # fmt: skip
    return errors


def _search_file(
    draft: ResolvedOrder, data: bytes, file_name: str, *, is_anonymous: bool
) -> Iterator[Diagnostic]:
    """Yield an error for each text that reveals a guest, a session or an evidence label.

    A guest who signs the commitment may be named, unless ``is_anonymous`` is true.
    """
    # Only reports on a review need these modules, and a second build of another document starts without them.
    from assembler.model.review.feedback import FeedbackReport
    from assembler.rules.findings import build_trace_pattern, list_hidden_names, list_interviews
    from assembler.rules.rule import visit_of
    from assembler.views.report_data import format_session_name
    from assembler.word.check.text_search import search_file

    sessions, context = visit_of(draft.record).sessions, build_view_context(draft)
    report = draft.record.find(FeedbackReport)
    signed = {report.commitment.name} if report and not is_anonymous else set()
    phrases = [name for name in list_hidden_names(sessions) if name not in signed]
    phrases += [format_session_name(name, context) for name in list_interviews(sessions)]
    pattern = build_trace_pattern(phrases, sessions)
    for part, text in search_file(data, file_name, pattern, phrases):
        yield TRACEABLE_GUEST.at(Location(file_name, part), "in file", text=text)
