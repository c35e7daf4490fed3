"""A register keeps what was promised and everything that was reported about it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from assembler.model.tracking.policy_paper import Addressee
from assembler.model.tracking.promise_register import Promise, PromiseRegister, PromiseStatus, compute_state
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

REGISTER = PromiseRegister.model_validate(
    {
        "follow_ups": {
            "2027-2": {"office": "Mayor", "answers": {"R01": {"status": "done", "evidence": "Report 12."}}},
            "2027-1": {
                "reported": date(2027, 7, 2),
                "answers": {"R01": {"status": "under-way", "deadline": "2027-11-01", "reason": "Illness."}},
            },
        }
    }
)


def test_each_follow_up_adds_to_the_history_and_replaces_nothing() -> None:
    state = compute_state(REGISTER, "R01", Promise(deadline=date(2027, 3, 1)))
    assert [each.half_year for each in state.history] == ["2027-1", "2027-2"]
    assert (state.status, state.deadline) == (PromiseStatus.DONE, date(2027, 11, 1))
    earlier = compute_state(REGISTER, "R01", Promise(deadline=date(2027, 3, 1)), before="2027-2")
    assert (earlier.status, earlier.is_open, len(earlier.history)) == (PromiseStatus.UNDER_WAY, True, 1)


def test_a_promise_is_overdue_from_the_day_after_its_deadline_until_it_is_done() -> None:
    state = compute_state(PromiseRegister(), "R02", Promise(deadline=date(2027, 3, 1)))
    assert state.count_days_overdue(date(2027, 3, 1)) == 0
    assert state.count_days_overdue(date(2027, 3, 2)) == 1
    assert compute_state(REGISTER, "R01", Promise()).count_days_overdue(date(2030, 1, 1)) == 0
    assert compute_state(REGISTER, "R02", Promise()).count_days_overdue(date(2030, 1, 1)) == 0


def test_the_european_agenda_has_the_items_of_its_source() -> None:
    """The counts are those of the domain file, section 2.5; the changed lead-in is that of S4:344."""
    paper = Project(shipped_folder()).paper("eu-agenda-2011")
    items = [*paper.list_items()]
    assert [code for code, _, _ in items] == [f"EU/{number}" for number in range(1, 20)]
    assert Counter(group.area for _, group, _ in items) == {"A.1": 8, "A.2": 3, "B": 4, "C": 1, "3": 3}
    assert Counter(group.addressee for _, group, _ in items) == {
        Addressee.MEMBER_STATES: 9,
        Addressee.COMMISSION: 8,
        Addressee.ALL_LEVELS: 1,
        Addressee.ORIGIN: 1,
    }
    lead_ins = {
        code: group.lead_in.text for code, group, _ in items if group.addressee == Addressee.COMMISSION
    }
    assert {code for code, text in lead_ins.items() if "make sure" in text} == {"EU/7", "EU/8"}
    several = {code for code, _, item in items if ". " in item.text.text.rstrip(".;")}
    assert several == {f"EU/{number}" for number in (2, 10, 15, 16, 18)}
