"""Options that speak of other options («Cả A và B», «Cả ba ý trên»): moved, they would break the key."""

import re
from collections.abc import Sequence

from quizzes.rules.texts import folded

_CHOICE = r"(?:phuong an|dap an|y|cau|lua chon)"
_THING = (
    r"(?:phuong an|dap an|y kien|y|cau tra loi|cau|lua chon|noi dung|truong hop|nguyen nhan|dieu kien"
    r"|hanh vi|quyen)"
)
_LABEL = r"\(?(?:[a-f]|[1-6])\)?"
_AND = r"(?: ?, ?(?:va )?| va | hoac | & | - )"
_COUNT = r"(?:hai|ba|bon|nam|\d)"

# «Phương án A và B», «Đáp án 1 và 2 sai», «Cả A và C», «B và C đúng», «cả A, B, C», «Cả a đều đúng»
_BY_LABEL = re.compile(
    rf"\b{_THING} {_LABEL}(?:{_AND}{_LABEL})+\b"
    rf"|\b{_THING} {_LABEL}(?: deu)? (?:dung|sai)\b"
    rf"|^(?:gom |bao gom )?(?:ca )?{_LABEL}(?:{_AND}{_LABEL})+(?: deu)?(?: dung| sai)?$"
    rf"|^ca {_LABEL}(?: deu)?(?: dung| sai)?$"
)
# «Cả hai ý trên», «Cả 3 đều đúng», «Không phải 2 đáp án trên»: a number of those above
_COUNTED_ABOVE = re.compile(
    rf"^(?:gom |bao gom |khong phai )?(?:ca )?({_COUNT}) (?:{_THING} )?(?:neu )?(?:tren|deu)\b"
)
# «Tất cả các phương án đều đúng», «Các đáp án trên đều sai», «Không có phương án nào đúng», «Bao gồm các ý»
_ALL = re.compile(
    rf"^(?:bao gom |gom )?(?:tat ca|tat cac|ca)(?: cac| nhung)*(?: {_COUNT})? {_CHOICE}\b"
    r"|^(?:tat ca|tat cac)\b.*\b(?:tren|deu (?:dung|sai))$"
    rf"|^(?:cac )?(?:phuong an|dap an|y|cau)(?: \w+)? (?:deu )?(?:dung|sai)$"
    rf"|^khong(?: co| phai)?(?: {_COUNT})? (?:phuong an|dap an|y|cau tra loi)\b"
    r"|^(?:bao gom|gom) (?:ca |tat ca |cac )+(?:phuong an|dap an|y)\b"
    rf"|^(?:cac )?{_THING}(?: \w+)? (?:neu )?tren(?: deu)?(?: dung| sai)?$"
    rf"|^ca {_COUNT} {_THING}$"
)
_MARK = re.compile(r"\([a-f1-6]\)")
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5}


def pinned_options(options: Sequence[str]) -> tuple[int, ...]:
    """The indexes that must keep their place when a paper orders the options.

    An option about all others keeps its own place. One that names labels, or counts options «trên» without
    standing below exactly so many, keeps the whole question in the order it was written in.
    """
    plain = [folded(option).rstrip(" .;,:") for option in options]
    speaking = [index for index, text in enumerate(plain) if _speaks_of_others(text)]
    if not speaking:
        return ()
    if any(_needs_whole_order(plain, index, speaking) for index in speaking):
        return tuple(range(len(options)))
    return tuple(speaking)


def _speaks_of_others(text: str) -> bool:
    return bool(_BY_LABEL.search(text) or _COUNTED_ABOVE.search(text) or _ALL.search(text))


def _needs_whole_order(plain: Sequence[str], index: int, speaking: Sequence[int]) -> bool:
    text = plain[index]
    if _BY_LABEL.search(text):
        return not _marks_are_written(plain, index)
    if "tren" not in text.split():
        return False
    silent = [other for other in range(len(plain)) if other not in speaking]
    if any(other > index for other in silent):
        return True
    counted = _COUNTED_ABOVE.search(text)
    if counted is None:
        return False
    number = _NUMBERS.get(counted[1]) or int(counted[1])
    return number != len(silent)


def _marks_are_written(plain: Sequence[str], index: int) -> bool:
    """True when «(1) và (2)» speaks of marks that stand in the other options and move with them."""
    marks = _MARK.findall(plain[index])
    others = " ".join(text for other, text in enumerate(plain) if other != index)
    return bool(marks) and all(mark in others for mark in marks)
