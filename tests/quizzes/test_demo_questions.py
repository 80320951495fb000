"""The demo's questions: well formed, cited from the demo's own library, and right by the text of the law."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizzes.rules.citation import document_number, parse
from quizzes.rules.provisions import Validity, is_in_force
from quizzes.services.check_draft import QuestionDraft, check_draft

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "contest" / "management" / "demo"
LAWS = ROOT.parent / "shared" / "data" / "A_legal.jsonl"
QUESTIONS: list[dict[str, Any]] = json.loads((DEMO / "questions.json").read_text(encoding="utf-8"))
REGULATIONS: list[dict[str, Any]] = json.loads((DEMO / "regulations.json").read_text(encoding="utf-8"))
WORDS = dict(
    zip(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], range(1, 11), strict=True)
)
# The longest run of words a question may share with the law: names of things, not sentences.
SHARED_RUN = 14
needs_data = pytest.mark.skipif(
    not LAWS.is_file(), reason="the legal texts are not beside this repository (../shared/data)"
)


def regulation_of(question: dict[str, Any]) -> dict[str, Any]:
    named = parse(question["citation"]).regulation
    number = document_number(named)
    found = [one for one in REGULATIONS if one["number"] == (number or "") or named in one["aliases"]]
    assert len(found) == 1, question["code"]
    return found[0]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["code"]))
def test_a_question_is_whole_and_stands_on_a_provision_in_force(question: dict[str, Any]) -> None:
    draft = QuestionDraft(
        kind=question["kind"],
        stem=question["stem"],
        options=tuple(question["options"]),
        key={"correct": question["correct"]},
        topic=question["topic"],
        level=question["level"],
        explanation=question["explanation"],
    )
    checked = check_draft(draft)
    assert (checked.stem, checked.options, checked.explanation) == (
        draft.stem,
        draft.options,
        draft.explanation,
    )
    assert not checked.pinned
    assert len(question["explanation"]) > 20
    regulation = regulation_of(question)
    assert parse(question["citation"]).article in {article["number"] for article in regulation["articles"]}
    since = date.fromisoformat(regulation["effective_from"])
    assert is_in_force([Validity(since, None)], date(2026, 11, 24))


def test_there_are_enough_of_them_over_enough_laws() -> None:
    assert len(QUESTIONS) >= 36
    assert len({regulation_of(question)["key"] for question in QUESTIONS}) >= 7
    assert {question["kind"] for question in QUESTIONS} == {
        "SINGLE_CHOICE",
        "MULTIPLE_RESPONSE",
        "TRUE_FALSE",
    }
    assert len({question["code"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["stem"] for question in QUESTIONS}) == len(QUESTIONS)


def test_the_key_gives_itself_away_neither_by_place_nor_by_length() -> None:
    single = [question for question in QUESTIONS if question["kind"] == "SINGLE_CHOICE"]
    places = Counter(question["correct"][0] for question in single)
    assert all(0.15 <= places[place] / len(single) <= 0.35 for place in range(4))
    longest = 0
    for question in single:
        lengths = [len(option) for option in question["options"]]
        key = lengths[question["correct"][0]]
        assert key <= 1.5 * sorted(lengths)[-2] or key - sorted(lengths)[-2] <= 6, question["code"]
        longest += key == max(lengths) and lengths.count(key) == 1
    assert longest / len(single) < 0.3


@needs_data
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["code"]))
def test_every_number_of_a_key_stands_in_the_cited_article(question: dict[str, Any]) -> None:
    article = cited_article(question)
    keyed = " ; ".join(question["options"][index] for index in question["correct"])
    assert numbers(keyed) <= numbers(article)


@needs_data
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["code"]))
def test_no_sentence_is_copied_from_the_law(question: dict[str, Any]) -> None:
    article = " ".join(re.findall(r"\w+", cited_article(question).casefold()))
    for text in (question["stem"], question["explanation"]):
        words = re.findall(r"\w+", text.casefold())
        for start in range(len(words) - SHARED_RUN + 1):
            assert " ".join(words[start : start + SHARED_RUN]) not in article


def numbers(text: str) -> set[int]:
    """The whole numbers of a text, in digits or in words; «năm» alone is a year, not a five."""
    found = {int(digits.replace(".", "")) for digits in re.findall(r"\d+(?:\.\d{3})*", text)}
    words = re.findall(r"\w+", text.casefold())
    at = 0
    while at < len(words):
        value, length = _spoken(words[at : at + 3])
        if value and not (words[at] == "năm" and length == 1):
            found.add(value)
        at += length
    return found


def _spoken(words: list[str]) -> tuple[int, int]:
    first = WORDS.get(words[0], 0)
    if len(words) > 1 and words[1] == "mươi" and first:
        ones = {**WORDS, "mốt": 1, "lăm": 5, "tư": 4}.get(words[2], 0) if len(words) > 2 else 0
        return first * 10 + ones, 3 if ones else 2
    if first == 10 and len(words) > 1 and (ones := {**WORDS, "lăm": 5}.get(words[1], 0)):
        return 10 + ones, 2
    return first, 1


def cited_article(question: dict[str, Any]) -> str:
    """The text of the cited article in ../shared/data."""
    regulation = regulation_of(question)
    title = "Hiến pháp" if regulation["kind"] == "CONSTITUTION" else regulation["title"]
    article = parse(question["citation"]).article
    for line in LAWS.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if document["number"] == (regulation["number"] or "-") or (
            document["number"] is None and document["title"].casefold() == title.casefold()
        ):
            text = unicodedata.normalize("NFC", document["text"])
            found = re.search(rf"(?m)^Điều {article}\..*?(?=^Điều \d+\.|\Z)", text, re.DOTALL)
            assert found, question["code"]
            return found[0]
    raise AssertionError(f"{regulation['key']} is not in {LAWS}")
