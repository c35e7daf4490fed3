"""Sheets of the team: findings, judgements, recommendations, practices, conclusions and approvals."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.review.feedback import (
    ApprovalDecision,
    Confidence,
    FindingKind,
    FindingState,
    Judgement,
    Priority,
)

FINDINGS = SheetKind(
    title="Findings",
    record="feedback",
    rows="findings",
    key=("number",),
    needed=("text",),
    same=(("text",),),
    prefix="F",
    columns=(
        SheetColumn("number", "No", "item", 6, earlier=("Nr",)),
        SheetColumn("indicators", "Indicators", "codes", 16),
        SheetColumn("kind", "Direction", "choice", 12, FindingKind),
        SheetColumn("title", "Title", "words", 30),
        SheetColumn("text", "Finding", "words", 60),
        SheetColumn("state", "Status", "choice", 14, FindingState),
        SheetColumn("evidence", "Evidence", "codes", 26),
        SheetColumn("obstacles", "Obstacles", "texts", 40),
        SheetColumn("confidence", "Confidence", "choice", 12, Confidence),
        SheetColumn("flexible_reading", "Reason for a flexible reading", "words", 40),
    ),
)
JUDGEMENTS = SheetKind(
    title="Judgements",
    record="feedback",
    rows="judgements",
    key=("indicator",),
    needed=("indicator",),
    columns=(
        SheetColumn("indicator", "Indicator", "code", 11),
        SheetColumn("judgement", "Judgement", "choice", 28, Judgement),
        SheetColumn("flexible_reading", "Reason for a flexible reading", "words", 50),
    ),
)
RECOMMENDATIONS = SheetKind(
    title="Recommendations",
    record="feedback",
    rows="recommendations",
    key=("number",),
    needed=("text",),
    same=(("text",),),
    prefix="R",
    columns=(
        SheetColumn("number", "No", "item", 6, earlier=("Nr",)),
        SheetColumn("title", "Title", "words", 30),
        SheetColumn("text", "Recommendation", "words", 60),
        SheetColumn("findings", "Findings", "items", 16),
        SheetColumn("addressee", "Addressee", "words", 28),
        SheetColumn("priority", "Priority", "choice", 12, Priority),
        SheetColumn("deadline", "Deadline", "date", 12),
        SheetColumn("schedule", "Schedule", "words", 40),
        SheetColumn("effect", "Expected effect", "words", 40),
        SheetColumn("pillar", "Pillar", "code", 8),
    ),
)
PRACTICES = SheetKind(
    title="Good practices",
    record="feedback",
    rows="good_practices",
    key=("number",),
    needed=("title",),
    same=(("title",),),
    prefix="G",
    columns=(
        SheetColumn("number", "No", "item", 6, earlier=("Nr",)),
        SheetColumn("title", "Title", "words", 30),
        SheetColumn("text", "Good practice", "words", 60),
        SheetColumn("city", "City", "name", 14),
        SheetColumn("indicators", "Indicators", "codes", 16),
        SheetColumn("evidence", "Evidence", "codes", 20),
        SheetColumn("year", "Year", "number", 8),
        SheetColumn("link", "Link", "bare", 30),
    ),
)
CONCLUSIONS = SheetKind(
    title="Main conclusions",
    record="feedback",
    rows="conclusions.items",
    key=("number",),
    needed=("text",),
    same=(("text",),),
    columns=(
        SheetColumn("number", "No", "number", 6, earlier=("Nr",)),
        SheetColumn("text", "Conclusion", "words", 60),
        SheetColumn("findings", "Findings", "items", 16),
        SheetColumn("conclusions.agreed", "Agreed on", "date", 12, shared=True),
        SheetColumn("conclusions.agreed_by", "Agreed by", "members", 20, shared=True),
        SheetColumn("conclusions.absent", "Absent", "members", 14, shared=True),
        SheetColumn("version", "Version of the report", "bare", 12, shared=True),
    ),
)
APPROVALS = SheetKind(
    title="Approvals",
    record="feedback",
    rows="approvals",
    key=("member",),
    needed=("member",),
    columns=(
        SheetColumn("member", "Initials", "member", 10),
        SheetColumn("decision", "Decision", "choice", 16, ApprovalDecision),
        SheetColumn("decided", "Date", "date", 12),
        SheetColumn("version", "Version", "bare", 9),
        SheetColumn("remark", "Remark", "words", 50),
    ),
)
