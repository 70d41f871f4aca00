"""The sample's scores stand in docs as they are, each with a judgement of the same target."""

from __future__ import annotations

from bench.scores_of_the_sample import PAGE, goes, judgements, page, sample_assessment


def test_every_system_of_the_sample_is_judged_and_goes_where_its_judgement_says() -> None:
    assessed = sample_assessment().workloads
    judged = judgements()
    assert set(judged) == set(assessed)
    assert {name: goes(one) for name, one in assessed.items()} == {
        name: target for name, (target, _) in judged.items()
    }


def test_no_judgement_is_written_twice() -> None:
    sentences = [sentence for _, sentence in judgements().values()]
    assert len(set(sentences)) == len(sentences)
    assert all(len(sentence.split()) >= 5 for sentence in sentences)


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
