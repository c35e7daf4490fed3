"""Sheets of the register of promises, its follow-ups, and the self-assessment with a toolkit."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.review.self_assessment import ContextEffect, FactorState
from assembler.model.tracking.promise_register import PromiseStatus

PROMISES = SheetKind(
    title="Promises",
    record="promises",
    rows="promises",
    key=("code",),
    needed=("code",),
    columns=(
        SheetColumn("code", "Code", "code", 8),
        SheetColumn("action", "What is promised", "words", 60),
        SheetColumn("owner", "Position responsible", "words", 30),
        SheetColumn("deadline", "Deadline", "date", 12),
        SheetColumn("status", "Status", "choice", 14, PromiseStatus),
        SheetColumn("charter", "Version of the charter", "bare", 24, shared=True),
        SheetColumn("paper", "Policy paper", "bare", 20, shared=True),
    ),
)
FOLLOW_UPS = SheetKind(
    title="Follow-ups",
    record="promises",
    rows="follow_ups",
    key=("half_year",),
    needed=("half_year",),
    columns=(
        SheetColumn("half_year", "Half-year", "bare", 12),
        SheetColumn("due", "Deadline", "date", 12),
        SheetColumn("reported", "Date", "date", 12),
        SheetColumn("office", "Position of the person who reports", "words", 34),
    ),
)
REPORTS = SheetKind(
    title="Reports on promises",
    record="promises",
    rows="follow_ups.*.answers",
    key=("half_year", "code"),
    needed=("half_year", "code"),
    columns=(
        SheetColumn("half_year", "Half-year", "bare", 12),
        SheetColumn("code", "Code", "code", 8),
        SheetColumn("status", "Status", "choice", 14, PromiseStatus),
        SheetColumn("done", "What was done", "words", 60),
        SheetColumn("evidence", "Evidence", "words", 40),
        SheetColumn("deadline", "New deadline", "date", 12),
        SheetColumn("reason", "Reason", "words", 40),
    ),
)
TOOLKIT_CONTEXT = SheetKind(
    title="Context",
    record="self_assessment",
    rows="context",
    key=("code",),
    needed=("code",),
    columns=(
        SheetColumn("code", "Code", "code", 8),
        SheetColumn("effect", "Effect", "choice", 20, ContextEffect),
        SheetColumn("reason", "Why?", "words", 60),
    ),
)
TOOLKIT_ANSWERS = SheetKind(
    title="Answers",
    record="self_assessment",
    rows="answers",
    key=("code",),
    needed=("code",),
    columns=(
        SheetColumn("code", "Code", "code", 8),
        SheetColumn("answer", "Answer", "words", 80),
    ),
)
TOOLKIT_GOALS = SheetKind(
    title="Goals",
    record="self_assessment",
    rows="factors",
    key=("code",),
    needed=("code",),
    columns=(
        SheetColumn("code", "Code", "code", 8),
        SheetColumn("state", "Where the city stands", "choice", 18, FactorState),
        SheetColumn("goal", "Goal", "words", 60),
        SheetColumn("owner", "Position responsible for the goal", "words", 30),
        SheetColumn("deadline", "Deadline", "date", 12),
    ),
)
