"""The words of letters sent by mail. The one place on the server that speaks to people."""

from collections.abc import Mapping
from typing import Any

Words = tuple[str, str]

_OTHER = "other"

_VI: dict[str, Words] = {
    "ruling_void_attempt": (
        "Thông báo về lượt thi của Ông/Bà",
        "Ban Tổ chức đã kết luận không tính lượt thi thứ {ordinal} của Ông/Bà (mã dự thi {entry}).\n"
        "Ông/Bà xem lý do và cách đề nghị xem xét lại trong mục Thông báo của tài khoản.",
    ),
    "ruling_not_recognise_entry": (
        "Thông báo về kết quả dự thi của Ông/Bà",
        "Ban Tổ chức đã kết luận không công nhận kết quả dự thi của Ông/Bà (mã dự thi {entry}).\n"
        "Ông/Bà xem lý do và cách đề nghị xem xét lại trong mục Thông báo của tài khoản.",
    ),
    "ruling_restore": (
        "Kết quả dự thi của Ông/Bà được tính lại",
        "Ban Tổ chức đã kết luận tính lại kết quả dự thi của Ông/Bà (mã dự thi {entry}).",
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
        "The organising committee has decided that attempt {ordinal} of entry {entry} does not count.\n"
        "The reason, and how to ask for a review, are under Notices in your account.",
    ),
    "ruling_not_recognise_entry": (
        "About your result",
        "The organising committee has decided not to recognise the result of entry {entry}.\n"
        "The reason, and how to ask for a review, are under Notices in your account.",
    ),
    "ruling_restore": (
        "Your result counts again",
        "The organising committee has decided that the result of entry {entry} counts again.",
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


def letter(
    *, template: str, details: Mapping[str, Any], contest_title: Mapping[str, str], language: str
) -> Words:
    """Subject and text of a letter, in English for who chose it and in Vietnamese for everybody else.

    A template that has no letter of its own sends the reader to the account.
    """
    words = _EN if language == "en" else _VI
    subject, text = words.get(template, words[_OTHER])
    title = (contest_title.get("en") if language == "en" else None) or contest_title.get("vi", "")
    told = {name: details.get(name) or "" for name in ("entry", "ordinal", "link")}
    body = text.format_map(told)
    return subject, f"{title}\n\n{body}\n" if title else f"{body}\n"
