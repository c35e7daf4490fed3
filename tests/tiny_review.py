"""A complete review of the tiny project's city, from baseline report to host response, and a charter round.

It is as small as the tests of code allow: two peers and an expert, six sessions, two findings. Its document
types are those of the program; city, benchmark and record are its own, so that a change to the demonstration
breaks no test of code.
"""

from __future__ import annotations

from pathlib import Path

from tiny_project import CITY, PIER

RECORD = "kade"
BENCHMARK = """\
id: tiny
prefix: TINY
version: 2026a
version_label: first
name: {text: Tiny benchmark, source: own}
owner: nobody
values:
  - {code: A, name: {text: Ambition, source: own}}
  - {code: L, name: {text: Leadership, source: own}}
  - {code: I, name: {text: Implementation, source: own}}
dimensions:
  - code: GG
    kind: pillar
    name: {text: Government, source: own}
    norm: {text: The city has a plan., source: own}
    indicators:
      - {code: GG/A/1, label: Plan, value: A, statement: {text: There is a plan., source: own}}
      - {code: GG/A/3, label: Coordinator, value: A, statement: {text: Somebody coordinates., source: own}}
      - {code: GG/L/1, label: Leaders, value: L, statement: {text: Leaders speak up., source: own}}
      - {code: GG/I/3, label: Council, value: I, statement: {text: A council advises., source: own}}
  - code: IE
    kind: pillar
    name: {text: Inclusion & equality, source: own}
    norm: {text: Everybody takes part., source: own}
    indicators:
      - {code: IE/I/1, label: Access, value: I, statement: {text: Meetings are open., source: own}}
  - code: WP
    kind: pillar
    name: {text: Work with partners, source: own}
    norm: {text: Partners are equals., source: own}
    indicators:
      - {code: WP/A/1, label: Partners, value: A, statement: {text: There are partners., source: own}}
"""
REVIEW = """\
project: Tiny project
licence: CC BY 4.0
city: kade
benchmark: tiny@2026a
language: en
deadline: 2026-08-31
delivered: 2026-08-24
visit_start: 2026-10-05
visit_end: 2026-10-08
contact: {office: Head of integration, email: office@kade.example, languages: [nl, en]}
team:
  members:
    - {role: leader, person: {office: Head of unit, initials: HK, city: pier, languages: [en]}}
    - {role: peer, person: {office: Policy officer, initials: LM, city: pier, languages: [en]}}
    - {role: expert, person: {office: Researcher, initials: MS, languages: [en]}}
"""
BASELINE = """\
provenance:
  drafting: The unit wrote the report.
  involvement: consulted
  contributions: [{who: Head of integration, how: Wrote the report}]
background: {immigrant_definition: Born abroad.}
assessments:
  GG/A/1:
    ambition: Measurable goals.
    achievement: Four goals.
    weak_points: Few figures.
    how: By a survey.
    why: Goals guide.
    who: The unit.
    political: {office: Mayor}
    operational: {office: Head of integration}
    evidence: [{title: Plan, kind: policy}]
"""
DESK = """\
peers:
  HK:
    reviewed: 2026-09-16
    baseline_read: Version of August
    entries:
      GG/I/3:
        known: [The council gave fourteen opinions]
        rating: above
        hypothesis: The council is heard late.
        questions: [When was the council asked last?]
        meet: [Chair of the council]
  LM:
    reviewed: 2026-09-17
    entries:
      GG/I/3:
        known: [The council has fifteen members]
        rating: well-above
        questions: [Why do young members leave?]
        meet: [Young members]
  MS:
    reviewed: 2026-09-18
    entries:
      GG/I/3:
        known: [Members apply]
        rating: above
        questions: [How are members chosen?]
        meet: [Chair of the council]
"""
TEAM_DESK = """\
merged: 2026-10-05
present: [HK, LM, MS]
entries:
  GG/I/3:
    rating: above
    hypothesis: The council changes decisions, but late.
    questions: [Which opinion changed a decision?]
"""
VISIT = """\
interpreter_people:
  AH: {name: A. Haddad, languages: [ar], available: [{day: 2026-10-06}]}
rooms:
  R1: {name: Council chamber, seats: 20}
  R2: {name: Office, available: [{day: 2026-10-06, start: "09:00", end: "12:00"}]}
availability:
  LM: {available: [{day: 2026-10-06}, {day: 2026-10-07, end: "12:00"}]}
sessions:
  T1: {kind: travel, title: The peers arrive, day: 2026-10-05, start: "12:00", minutes: 60, place: Station}
  I1:
    kind: interview
    day: 2026-10-06
    start: "09:00"
    minutes: 60
    track: 1
    place: Town hall
    interviewers: [HK, LM]
    lead: HK
    note_taker: LM
    languages: [en]
    recording: given
    interviewees: [{office: Alderman, category: politician, consent: true}]
    indicators: [GG/A/1, GG/L/1]
  I2:
    kind: interview
    day: 2026-10-06
    start: "11:00"
    minutes: 60
    track: 1
    place: Town hall
    interviewers: [MS, LM]
    lead: MS
    note_taker: LM
    languages: [en]
    recording: given
    interviewees: [{office: Coordinator, category: staff, consent: true}]
    indicators: [GG/A/3]
  I4:
    kind: interview
    day: 2026-10-07
    start: "10:00"
    minutes: 60
    track: 1
    place: Community centre
    interviewers: [MS, HK]
    lead: MS
    note_taker: HK
    languages: [en]
    recording: given
    interviewees: [{office: Chair of the council, category: immigrant-group, consent: true}]
    indicators: [GG/I/3, IE/I/1]
    notes:
      GG/I/3: Calm and well prepared.
      IE/I/1: Thinks that the council should pay for childcare.
  I3:
    kind: interview
    day: 2026-10-07
    start: "17:00"
    minutes: 120
    track: 1
    place: Walk-in house
    interviewers: [HK, LM]
    lead: HK
    note_taker: LM
    interpreter: true
    languages: [pl, en]
    recording: refused
    interviewees: [{office: Workers of the early shift, category: service-user, people: 5, consent: true}]
    indicators: [IE/I/1]
  WA:
    kind: workshop
    day: 2026-10-06
    start: "16:00"
    minutes: 120
    track: 1
    place: Community centre
    facilitators: [LM, MS]
    lead: LM
    note_taker: MS
    languages: [en]
    recording: given
    interviewees: [{office: Migrant organisations, category: immigrant-group, people: 14, consent: true}]
    indicators: [GG/I/3, WP/A/1]
"""
EVIDENCE = """\
session,sequence,indicator,statement,language,nature,checked,checked_reference,colour,obstacle,\
recorded_by,recorded_at,remarks
I1,1,GG/A/1,The council asked for fewer goals.,en,fact,document,"Plan, p. 9",meets,,HK,2026-10-06T10:10,
I1,2,GG/L/1,The alderman opened the year with a speech.,en,fact,nothing,,meets,,LM,2026-10-06T10:14,As noted
I2,1,GG/A/3,The coordinator chairs the committee.,en,fact,nothing,,meets,Too little time,MS,2026-10-06T12:10,
I4,1,GG/I/3,All opinions were answered.,en,fact,document,"Opinions, p. 3",meets,,MS,2026-10-07T11:10,
I4,2,GG/I/3,Most opinions were asked for late.,en,fact,session,Workshop A,does-not-meet,,HK,2026-10-07T11:14,
I4,3,IE/I/1,The council pays for travel.,en,fact,nothing,,inconclusive,,MS,2026-10-07T11:18,
WA,1,GG/I/3,Six of eight organisations saw a proposal taken up.,en,fact,nothing,,meets,,LM,2026-10-06T18:10,
WA,2,GG/I/3,Some were asked when all was decided.,en,fact,nothing,,does-not-meet,,MS,2026-10-06T18:14,
"""
FEEDBACK = """\
language: en
status: released
version: "1.0"
dated: 2026-11-10
summary: Kade listens to an advisory council.
method: The team read the baseline report and spoke with people.
context: The State decides who stays.
conclusions:
  agreed: 2026-10-08
  agreed_by: [HK, LM, MS]
  items:
    - {text: Residents advise and get answers; ask them earlier., findings: [F01, F02]}
findings:
  F01:
    indicators: [GG/I/3]
    kind: strength
    state: agreed
    confidence: high
    text: The council is consulted and gets answers.
    evidence: [I4-1, WA-1]
  F02:
    indicators: [GG/I/3]
    kind: weakness
    state: agreed
    confidence: medium
    text: The council is consulted late.
    evidence: [I4-2, WA-2]
    obstacles: [No rule says when the council is consulted]
judgements:
  GG/A/1: {judgement: meets}
  GG/A/3: {judgement: cannot-tell}
  GG/L/1: {judgement: cannot-tell}
  GG/I/3: {judgement: meets, flexible_reading: The council is heard before the vote.}
  IE/I/1: {judgement: cannot-tell}
recommendations:
  R01:
    text: Consult the council at the start of a proposal.
    findings: [F02]
    addressee: Clerk of the council
    priority: high
    deadline: 2027-09-01
    effect: The council would have influence where it counts.
good_practices:
  G01:
    title: An answer to each opinion
    text: The executive answers within six weeks.
    indicators: [GG/I/3]
    evidence: [I4-1]
approvals:
  HK: {decision: approved, decided: 2026-11-13, version: "1.0"}
  LM: {decision: approved, decided: 2026-11-16, version: "1.0"}
  MS: {decision: approved, decided: 2026-11-12, version: "1.0"}
responses:
  R01:
    decision: accepted
    action: Four proposals begin with the council.
    responsible: Clerk of the council
    deadline: 2027-03-01
commitment: {statement: The city will do so., office: Mayor of Kade, signed: 2026-12-10}
"""
PUBLICATION = """\
project: Tiny project
language: en
benchmark: tiny@2026a
title: What two cities learnt
cities: [kade, pier]
chapters:
  GG/1: {title: Plans, pillar: GG, indicators: [GG/A/1]}
  WP/1: {title: Partners, pillar: WP}
problems:
  P01: {chapter: GG/1, title: No plan, text: There is no plan., cities: [kade, pier], findings: ["kade:F01"]}
  P02: {chapter: WP/1, text: Partners are not asked., cities: [kade]}
recommendations:
  R01: {chapter: GG/1, text: Make a plan., problems: [P01, P02], sources: ["kade:R01"]}
practices:
  G01:
    chapter: GG/1
    title: A council
    text: It advises.
    cities: [kade]
    problems: [P01]
    consent: given
    year: 2026
    sources: ["kade:G01"]
"""
ROUND = """\
project: P
language: en
charter: integrating-cities@2010
signatures:
  - city: kade
    decision: {decided: 2026-05-12, number: "7"}
    office: Mayor
    signed: 2026-06-19
    scan_received: 2026-06-24
    listed: 2026-07-01
  - {city: pier, decision: {decided: 2026-06-18, number: n. 6}, office: Mayor, signed: 2026-06-19,
     scan_received: 2026-06-25}
"""
PROGRESS = """\
reports:
  kade:
    commitments:
      PM/1: {rating: partly, evidence: Four policies of nine., obstacle: No staff., deadline: 2029-01-01}
      BU/3: {rating: not-at-all, next_step: Count the suppliers., owner: Head of procurement}
"""
SELF_ASSESSMENT = """\
context: {C/1: {reason: Cuts.}}
answers: {K1/1: {answer: Two.}}
factors: {K1: {owner: Mayor}}
"""
PROMISES = """\
paper: eu-agenda-2011
promises: {EU/12: {owner: Mayor}}
follow_ups: {2027-1: {office: Mayor, answers: {EU/12: {reason: Illness.}}}}
"""
FILES = {
    "data/cities.yaml": CITY + PIER,
    "data/benchmarks/tiny.yaml": BENCHMARK,
    f"data/records/{RECORD}/review.yaml": REVIEW,
    f"data/records/{RECORD}/baseline.yaml": BASELINE,
    f"data/records/{RECORD}/desk.yaml": DESK,
    f"data/records/{RECORD}/team_desk.yaml": TEAM_DESK,
    f"data/records/{RECORD}/visit.yaml": VISIT,
    f"data/records/{RECORD}/evidence.csv": EVIDENCE,
    f"data/records/{RECORD}/feedback.yaml": FEEDBACK,
    f"data/records/{RECORD}/self_assessment.yaml": SELF_ASSESSMENT,
    "data/records/register/register.yaml": "{project: P, language: en, title: Promises}",
    "data/records/register/promises.yaml": PROMISES,
    "data/records/round/charter.yaml": ROUND,
    "data/records/joint/publication.yaml": PUBLICATION,
    "data/records/round/progress.yaml": PROGRESS,
}


def write_review(root: Path) -> None:
    """Write the review and the charter round into the project ``root``."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
