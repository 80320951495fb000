"""A pattern holds to the end of a text: one more end of line is not let in."""

import msgspec
import pytest

from contest.api.organizer.inputs import Slug
from contest.rules.terms.definition import Code, QuestionId

TAKEN = [
    (Slug, "so-tu-phap-2026"),
    (Code, "THIEU_NIEN"),
    (QuestionId, "01890a5d-ac96-774b-bcce-b302099a8057"),
]


@pytest.mark.parametrize(("kind", "text"), TAKEN)
def test_what_fits_is_taken_and_a_further_end_of_line_is_not(kind: object, text: str) -> None:
    assert msgspec.convert(text, kind) == text
    for wrong in (f"{text}\n", f"\n{text}", f"{text}\n\n", f"{text}\r"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, kind)
