"""The words of letters and of notices in the account. The one place on the server that speaks to people."""

from collections.abc import Mapping
from typing import Any

Words = tuple[str, str]

_OTHER = "other"

_VI: dict[str, Words] = {
    "ruling_void_attempt": (
        "Thông báo về lượt thi của Ông/Bà",
        "Ban Tổ chức đã kết luận không tính lượt thi thứ {attempt} của Ông/Bà, mã dự thi {entry}.\n{why}",
    ),
    "ruling_not_recognise_entry": (
        "Thông báo về kết quả dự thi của Ông/Bà",
        "Ban Tổ chức đã kết luận không công nhận kết quả dự thi của Ông/Bà, mã dự thi {entry}.\n{why}",
    ),
    "ruling_restore": (
        "Kết quả dự thi của Ông/Bà được tính lại",
        "Ban Tổ chức đã kết luận tính lại kết quả dự thi của Ông/Bà, mã dự thi {entry}.",
    ),
    "ruling_restore_attempt": (
        "Lượt thi của Ông/Bà được tính lại",
        "Ban Tổ chức đã kết luận tính lại lượt thi thứ {attempt} của Ông/Bà, mã dự thi {entry}.",
    ),
    "password_recovered": (
        "Mật khẩu của Ông/Bà đã được đặt lại",
        "Mật khẩu tài khoản của Ông/Bà vừa được đặt lại bằng mã PIN do cán bộ hỗ trợ cấp.\n"
        "Nếu không phải Ông/Bà thực hiện, xin báo ngay cho Ban Tổ chức.",
    ),
    "prove_address": (
        "Xác nhận địa chỉ thư điện tử",
        "Có người ghi địa chỉ thư này để nhận thông báo về các cuộc thi trực tuyến.\n"
        "Nếu đó là Ông/Bà, xin mở đường dẫn sau rồi bấm «Xác nhận»:\n\n{link}\n\n"
        "Nếu không phải, Ông/Bà không cần làm gì và sẽ không nhận thông báo nào.",
    ),
    _OTHER: (
        "Ông/Bà có thông báo mới",
        "Ông/Bà có thông báo mới. Xin mời đăng nhập và xem trong mục Thông báo của tài khoản.",
    ),
}
_EN: dict[str, Words] = {
    "ruling_void_attempt": (
        "About your attempt",
        "The organising committee has decided that attempt {attempt} of entry {entry} does not count.\n{why}",
    ),
    "ruling_not_recognise_entry": (
        "About your result",
        "The organising committee has decided not to recognise the result of entry {entry}.\n{why}",
    ),
    "ruling_restore": (
        "Your result counts again",
        "The organising committee has decided that the result of entry {entry} counts again.",
    ),
    "ruling_restore_attempt": (
        "Your attempt counts again",
        "The organising committee has decided that attempt {attempt} of entry {entry} counts again.",
    ),
    "password_recovered": (
        "Your password has been reset",
        "The password of your account has just been reset with a PIN handed out by a helper.\n"
        "If that was not you, please tell the organising committee at once.",
    ),
    "prove_address": (
        "Please confirm your e-mail address",
        "Somebody gave this address to be told about online contests.\n"
        "If that was you, please open this link and press «Confirm»:\n\n{link}\n\n"
        "If it was not, you need do nothing and will be told nothing.",
    ),
    _OTHER: (
        "You have a new notice",
        "You have a new notice. Please sign in and look under Notices in your account.",
    ),
}


_WHY_LETTER = {
    "vi": "Ông/Bà xem lý do và cách đề nghị xem xét lại trong mục Thông báo của tài khoản.",
    "en": "The reason, and how to ask for a review, are under Notices in your account.",
}
_WHY_ACCOUNT = {
    "vi": "Lý do: {reason}.\n"
    "Nếu thấy chưa đúng, xin Ông/Bà gọi số hỗ trợ hoặc gửi đơn đến Ban Tổ chức theo địa chỉ ghi tại trang "
    "cuộc thi để đề nghị xem xét lại.",
    "en": "Reason: {reason}.\n"
    "If you think this is wrong, please call the help line or write to the organising committee, at the "
    "address on the page of the contest, and ask for a review.",
}
_UNTOLD = {
    "vi": "Xin Ông/Bà hỏi Ban Tổ chức để biết chi tiết.",
    "en": "Please ask the organising committee for details.",
}
_REASONS: dict[str, Words] = {
    "SEVERAL_ENTRIES": ("một người có nhiều đăng ký", "one person has several entries"),
    "FALSE_DATA": ("thông tin đã khai không đúng", "what was registered is not true"),
    "DATA_OF_ANOTHER": ("dùng thông tin của người khác", "data of another person was used"),
    "TAKEN_BY_ANOTHER": ("người khác làm bài thay", "another person took the paper"),
    "TAKEN_TOGETHER": ("nhiều người cùng làm một bài", "several people took one paper together"),
    "ON_THE_COMMITTEE": (
        "thuộc ban tổ chức, ban giám khảo hoặc tổ giúp việc",
        "member of the organising committee, the jury or their helpers",
    ),
    "NOT_ELIGIBLE": ("không thuộc đối tượng dự thi", "not among those who may take part"),
    "IMPLAUSIBLE_TIME": ("thời gian làm bài không thể có", "the paper cannot be taken in that time"),
    "INCIDENT": ("sự cố kỹ thuật làm sai lệch lượt thi", "a technical incident distorted the attempt"),
}
"""Why something of a person does not count, in Vietnamese and in English."""


def letter(
    *, template: str, details: Mapping[str, Any], contest_title: Mapping[str, str], language: str
) -> Words:
    """Subject and text of a letter, in English for who chose it and in Vietnamese for everybody else.

    A template that has no letter of its own sends the reader to the account.
    """
    tongue = _tongue(language)
    subject, text = _words(tongue, template)
    title = (contest_title.get("en") if tongue == "en" else None) or contest_title.get("vi", "")
    body = _filled(text, details, tongue, why=_WHY_LETTER[tongue])
    return subject, f"{title}\n\n{body}\n" if title else f"{body}\n"


def account_notice(*, template: str, details: Mapping[str, Any], language: str) -> Words:
    """Subject and text of a notice as the account shows it: what letters send the reader there for.

    A template that has no words of its own says whom to ask.
    """
    tongue = _tongue(language)
    subject, text = _words(tongue, template)
    if template not in _VI:
        return subject, _UNTOLD[tongue]
    reason = _REASONS.get(details.get("reason") or "")
    why = _WHY_ACCOUNT[tongue].format(reason=reason[tongue == "en"]) if reason else _UNTOLD[tongue]
    return subject, _filled(text, details, tongue, why=why)


def _tongue(language: str) -> str:
    return "en" if language == "en" else "vi"


def _words(tongue: str, template: str) -> Words:
    words = _EN if tongue == "en" else _VI
    return words.get(template, words[_OTHER])


def _filled(text: str, details: Mapping[str, Any], tongue: str, *, why: str) -> str:
    told = {name: details.get(name) or "" for name in ("entry", "link")}
    return text.format_map(told | {"attempt": _attempt(details, tongue), "why": why})


def _attempt(details: Mapping[str, Any], tongue: str) -> str:
    """Which one of a person's attempts: each round has a first."""
    title = details.get("round") or {}
    of_round = title.get(tongue) or title.get("vi")
    return f"{details.get('ordinal') or ''}{f' ({of_round})' if of_round else ''}"
