"""Options that speak of other options keep their place, or keep the whole question in order."""

import pytest

from quizzes.formats.pinning import pinned_options

PLAIN = ("Quốc hội", "Chính phủ", "Bộ Tư pháp")


@pytest.mark.parametrize(
    "last",
    [
        "Tất cả các phương án đều đúng",
        "Cả ba ý trên.",
        "Cả 3 ý trên đều đúng",
        "Không có phương án nào đúng",
        "Các phương án trên đều sai",
        "Tất cả các trường hợp trên",
        "Cả ba phương án trên",
        "Bao gồm các đáp án",
        "Không phải 3 đáp án trên",
    ],
)
def test_an_option_about_all_others_keeps_its_own_place(last: str) -> None:
    assert pinned_options((*PLAIN, last)) == (3,)


@pytest.mark.parametrize(
    "last",
    [
        "Cả A và B",
        "Phương án A và C đều đúng",
        "Đáp án 1 và 2 sai",
        "Phương án (1) và (2) đều đúng",
        "cả B, C",
        "B và C đúng",
        "Cả hai ý trên",
    ],
)
def test_an_option_about_some_others_keeps_the_whole_order(last: str) -> None:
    assert pinned_options((*PLAIN, last)) == (0, 1, 2, 3)


def test_all_of_the_above_in_the_middle_keeps_the_whole_order() -> None:
    assert pinned_options(("Quốc hội", "Tất cả các ý trên", "Chính phủ", "Bộ Tư pháp")) == (0, 1, 2, 3)


def test_marks_written_into_the_options_move_with_them() -> None:
    options = (
        "Bố trí công tác khác (1)",
        "Không bổ nhiệm lại (2)",
        "Cho thôi việc",
        "Phương án (1) và (2) đều đúng",
    )
    assert pinned_options(options) == (3,)


@pytest.mark.parametrize(
    "option",
    [
        "Bắt buộc cả tiếng Việt và tiếng Anh",
        "Trên năm nghìn dân",
        "Tất cả gói thầu mua sắm hàng hoá có giá không quá 10 tỷ đồng",
        "Nhà thầu A và B đều đáp ứng",
        "Cấp trên trực tiếp",
        "Đi xe dàn hàng ngang; buông cả hai tay.",
        "Tất cả các quan hệ xã hội",
        "Không được cấp",
    ],
)
def test_ordinary_options_may_move(option: str) -> None:
    assert pinned_options((*PLAIN, option)) == ()
