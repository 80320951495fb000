"""Each promise of the design has its test file; a missing one fails the run."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("number", range(1, 13))
def test_promise_has_a_file_with_tests(number: int) -> None:
    files = list(HERE.glob(f"test_{number:02}_*.py"))
    assert len(files) == 1, f"promise {number} needs exactly one file tests/promises/test_{number:02}_….py"
    assert "def test_" in files[0].read_text(encoding="utf-8")
