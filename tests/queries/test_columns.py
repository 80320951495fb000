"""A column reads as the values it was made of, whatever they are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.queries.columns import Column, bigs, blobs, moments, smalls, uuids, wholes
from contest.queries.statements import run_prepared

pytestmark = pytest.mark.django_db

KINDS: dict[str, tuple[Callable[[Sequence[Any]], Column], st.SearchStrategy[Any]]] = {
    "uuid": (uuids, st.none() | st.uuids()),
    "bytea": (blobs, st.none() | st.binary(max_size=50)),
    "smallint": (smalls, st.integers(-(2**15), 2**15 - 1)),
    "int": (wholes, st.none() | st.integers(-(2**31), 2**31 - 1)),
    "bigint": (bigs, st.none() | st.integers(-(2**63), 2**63 - 1)),
    "timestamptz": (
        moments,
        st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(data=st.data())
def test_a_column_reads_as_its_values(kind: str, data: st.DataObject) -> None:
    made, value = KINDS[kind]
    values = data.draw(st.lists(value, max_size=20))
    assert run_prepared(f"SELECT $1::{kind}[]", [made(values)]) == (values,)
