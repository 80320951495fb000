"""Laws of drawing a paper."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.drawing import BankTooSmall, Candidate, Cell, arrange, draw, lot, option_order

SEEDS = st.binary(min_size=16, max_size=32)
TOPICS = st.sampled_from(["A", "B", "C"])
LEVELS = st.sampled_from(["RECALL", "APPLY"])


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """Any question that may be drawn."""
    count = draw(st.integers(0, 6))
    return Candidate(
        id=draw(st.uuids()).hex,
        topic=draw(TOPICS),
        level=draw(LEVELS),
        option_count=count,
        pinned=frozenset(draw(st.sets(st.integers(0, max(count - 1, 0)), max_size=count)))
        if count
        else frozenset(),
    )


BANKS = st.lists(candidates(), max_size=30, unique_by=lambda one: one.id)
CELLS = st.lists(
    st.builds(
        Cell,
        count=st.integers(1, 4),
        topic=st.none() | TOPICS,
        level=st.none() | LEVELS,
        points=st.integers(1, 10),
    ),
    min_size=1,
    max_size=5,
)


def lacking(bank: list[Candidate], cells: list[Cell]) -> int:
    """How many places no paper can fill, by Hall's theorem over every set of cells: an independent count."""
    worst = 0
    for chosen in range(1, 1 << len(cells)):
        some = [cell for index, cell in enumerate(cells) if chosen >> index & 1]
        fitting = sum(any(cell.takes(one) for cell in some) for one in bank)
        worst = max(worst, sum(cell.count for cell in some) - fitting)
    return worst


@given(BANKS, CELLS, SEEDS)
def test_a_paper_is_drawn_exactly_when_one_exists(
    bank: list[Candidate], cells: list[Cell], seed: bytes
) -> None:
    missing = lacking(bank, cells)
    if missing:
        with pytest.raises(BankTooSmall) as refusal:
            draw(bank, cells, seed=seed, shuffle_questions=True, shuffle_options=True)
        named = refusal.value.details["cells"]
        assert isinstance(named, list)
        assert sum(cell["lacks"] for cell in named) == missing
        return
    paper = draw(bank, cells, seed=seed, shuffle_questions=False, shuffle_options=True)
    by_id = {one.id: one for one in bank}
    assert len({placed.id for placed in paper}) == len(paper) == sum(cell.count for cell in cells)
    start = 0
    for cell in cells:
        quota = paper[start : start + cell.count]
        start += cell.count
        assert all(cell.takes(by_id[placed.id]) and placed.points == cell.points for placed in quota)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 10)), min_size=2, max_size=5), SEEDS)
def test_each_cell_gives_its_questions_its_points(cells: list[tuple[int, int]], seed: bytes) -> None:
    """With a topic of its own for each cell, so that a paper always exists."""
    bank = [Candidate(id=f"{topic}-{n}", topic=str(topic)) for topic, _ in enumerate(cells) for n in range(4)]
    wanted = [Cell(count=count, topic=str(topic), points=each) for topic, (count, each) in enumerate(cells)]
    paper = draw(bank, wanted, seed=seed, shuffle_questions=True, shuffle_options=True)
    given = Counter((placed.id.partition("-")[0], placed.points) for placed in paper)
    assert given == Counter({(cell.topic, cell.points): cell.count for cell in wanted})


@pytest.mark.parametrize("shuffle", [True, False])
def test_papers_differ_in_order_only_where_the_terms_say_so(shuffle: bool) -> None:
    bank = [(Candidate(id=f"q{number}", option_count=4), 1) for number in range(6)]
    papers = [
        arrange(bank, seed=bytes([number]), shuffle_questions=shuffle, shuffle_options=shuffle)
        for number in range(20)
    ]
    questions = {tuple(placed.id for placed in paper) for paper in papers}
    options = {placed.option_order for paper in papers for placed in paper}
    assert (len(questions) > 10) == (len(options) > 10) == shuffle
    if not shuffle:
        assert (questions, options) == ({tuple(one.id for one, _ in bank)}, {(0, 1, 2, 3)})


@given(BANKS, SEEDS, st.randoms(use_true_random=False))
def test_same_seed_same_paper_whatever_the_order_of_the_bank(
    bank: list[Candidate], seed: bytes, random: Random
) -> None:
    cells = [Cell(count=min(5, len(bank)))]
    shuffled = list(bank)
    random.shuffle(shuffled)
    one = draw(bank, cells, seed=seed, shuffle_questions=True, shuffle_options=True)
    other = draw(shuffled, cells, seed=seed, shuffle_questions=True, shuffle_options=True)
    assert one == other


@given(candidates(), SEEDS, st.booleans())
def test_options_are_permuted_around_the_pinned_ones(one: Candidate, seed: bytes, shuffle: bool) -> None:
    order = option_order(seed, one, shuffle=shuffle)
    assert sorted(order) == list(range(one.option_count))
    assert all(order[place] == place for place in one.pinned)
    if not shuffle:
        assert order == tuple(range(one.option_count))


@given(BANKS, SEEDS)
def test_a_set_keeps_all_its_questions(bank: list[Candidate], seed: bytes) -> None:
    paper = arrange([(one, 1) for one in bank], seed=seed, shuffle_questions=True, shuffle_options=True)
    assert Counter(placed.id for placed in paper) == Counter(one.id for one in bank)


def test_lots_spread_questions_evenly() -> None:
    bank = [Candidate(id=f"q{number}") for number in range(10)]
    drawn = Counter(
        placed.id
        for number in range(2000)
        for placed in draw(
            bank,
            [Cell(count=3)],
            seed=number.to_bytes(8, "big"),
            shuffle_questions=True,
            shuffle_options=True,
        )
    )
    # 600 each expected, standard deviation 20: five deviations either way.
    assert all(500 < count < 700 for count in drawn.values())
    assert len(drawn) == 10


def test_a_lot_is_the_sha256_anybody_can_compute() -> None:
    # printf 'seed\0draw\0q1' | sha256sum
    assert (
        lot(b"seed", "draw", "q1").hex() == "18578d6186fb8e0a6e239c8eb07dc724f53e9b8319f1790742f798de3612b1f7"
    )
