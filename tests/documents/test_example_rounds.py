"""The example rounds: six invented cities, of which one is reviewed again three years later."""

from __future__ import annotations

import re
from pathlib import Path

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.reference.findings_publications import Publication
from assembler.model.review.feedback import FeedbackReport
from assembler.rounds.publication import gather_publication
from assembler.rules import EVIDENCE_RULES, FEEDBACK_RULES, VISIT_RULES, run_rules
from assembler.store.project.project import Project
from assembler.word.dump.dump import show

PROJECT = Project(Path(__file__).resolve().parents[2])


def test_the_reviews_of_the_rounds_keep_every_rule() -> None:
    rules = dict.fromkeys((*VISIT_RULES, *EVIDENCE_RULES, *FEEDBACK_RULES))
    names = {review for name in PROJECT.rounds() for review in PROJECT.round(name).reviews}
    for name in sorted(names - {"examples/havenstad"}):
        record = PROJECT.record(name)
        assert run_rules(rules, record, PROJECT.benchmark(record.review.benchmark)) == (), name


def test_the_round_has_six_cities_in_six_countries_and_one_of_them_again() -> None:
    first, second = PROJECT.round("example-2026"), PROJECT.round("example-2029")
    assert len({PROJECT.city(each.city).country for each in first.cities}) == len(first.reviews) == 6
    assert len({PROJECT.record(name).about.language for name in first.reviews}) == 6
    assert second.follows == "example-2026"
    judged = PROJECT.record(second.reviews[0]).require(FeedbackReport).judgements
    assert sorted(judged) == sorted(second.indicators) and len(judged) == 6


def test_the_example_publication_holds_all_that_its_round_offers() -> None:
    done = gather_publication(PROJECT, "examples/publication-2026", dry_run=True)
    assert (done.changed, done.diagnostics) == ((), ())
    publication = PROJECT.record("examples/publication-2026").require(Publication)
    open_problems = [key for key in publication.problems if not publication.find_recommendations(key)]
    assert open_problems == ["P01", "P05"]
    assert [key for key, each in publication.problems.items() if len(each.cities) == 1] == ["P01"]


def test_each_indicator_belongs_to_one_chapter() -> None:
    for name in ("dive-2010", "inti-cities-2009"):
        publication = PROJECT.record(name).require(Publication)
        codes = [code for each in publication.chapters.values() for code in each.indicators]
        known = [each.code for each in PROJECT.benchmark(publication.benchmark_tag).indicators()]
        assert sorted(codes) == sorted(known), name


def test_a_publication_names_neither_its_sources_nor_sessions_or_people() -> None:
    order = Order("findings-publication", "examples/publication-2026", language="en")
    text = show(assemble(BuildContext(PROJECT), order).data, "x.docx")
    assert "Figures from the State come too late" in text
    assert not re.search(r"havenstad:|Interview|Workshop|\b(?:I\d+|W[A-Z])-\d|\b(?:HK|JV|TW)\b", text)
