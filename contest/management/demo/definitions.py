"""What the two contests of the demo promise."""

from typing import Any

from msgspec import Struct

RUNNING = "tim-hieu-phap-luat-2022"
FINISHED = "phap-luat-voi-cuoc-song"
PROVINCE = "33"  # Hưng Yên, 104 communes

QUESTIONS = 10
POINTS_EACH = 10


class ContestTexts(Struct, frozen=True):
    title: dict[str, str]
    summary: dict[str, str]


TEXTS = {
    RUNNING: ContestTexts(
        {"vi": "Tìm hiểu pháp luật năm 2022", "en": "Know the law 2022"},
        {
            "vi": "Cuộc thi trình diễn: ba tuần thi, mỗi tuần tối đa ba lượt, mười câu hỏi trong mười phút. "
            "Câu hỏi lấy từ Hiến pháp và các luật gần gũi với đời sống. Mời bạn thi thử.",
            "en": "A demonstration contest: three weeks, up to three attempts a week, ten questions in ten "
            "minutes, on the Constitution and laws of daily life. Try it.",
        },
    ),
    FINISHED: ContestTexts(
        {"vi": "Pháp luật với cuộc sống", "en": "Law and life"},
        {
            "vi": "Cuộc thi trình diễn đã kết thúc, với 2.000 người dự thi được tạo tự động để bạn xem "
            "bảng xếp hạng cá nhân và đơn vị.",
            "en": "A finished demonstration contest with 2,000 made-up entrants, to look at the boards of "
            "persons and units.",
        },
    ),
}


def _prize(name: str, english: str, count: int, amount: int, **more: str) -> dict[str, Any]:
    return {"name": {"vi": name, "en": english}, "count": count, "amount_vnd": amount, **more}


def definition(*, attempts: int, prediction: bool) -> dict[str, Any]:
    """Terms: ten questions by level, ten minutes, points, then the guess, then time."""
    keys = ["POINTS", "PREDICTION_DISTANCE", "DURATION", "SUBMIT_MOMENT"]
    guess = {"target": "PEOPLE_ALL_RIGHT", "scope": "ROUND"}
    return {
        "eligibility": {
            "age_from": 14,
            "age_on": "ENTRY",
            "residence": {
                "vi": "Người đang sinh sống, học tập, làm việc tại tỉnh Hưng Yên",
                "en": "People who live, study or work in Hung Yen province",
            },
        },
        "registration": [
            {"field": "full_name", "need": "REQUIRED"},
            {"field": "birth_on", "need": "REQUIRED"},
            {"field": "unit", "need": "REQUIRED"},
            {"field": "phone", "need": "OPTIONAL"},
            {"field": "phone_owner", "need": "OPTIONAL"},
            {"field": "sex", "need": "OPTIONAL"},
            {"field": "guardian_name", "need": "OPTIONAL"},
            {"field": "guardian_phone", "need": "OPTIONAL"},
        ],
        "paper": {
            "question_count": QUESTIONS,
            "points_per_question": POINTS_EACH,
            "source": {
                "kind": "BLUEPRINT",
                "rows": [
                    {"count": 5, "level": "RECALL"},
                    {"count": 3, "level": "UNDERSTAND"},
                    {"count": 2, "level": "APPLY"},
                ],
            },
        },
        "attempts": {"limit": attempts, "per": "ROUND", "counting": "BEST"},
        "time_limit_seconds": 600,
        "ranking_keys": keys if prediction else [keys[0], *keys[2:]],
        "prediction": guess if prediction else None,
        "feedback": "REVIEW_AFTER_CLOSE",
        "prizes": {
            "individual": [
                _prize("Giải Nhất", "First prize", 1, 2_000_000),
                _prize("Giải Nhì", "Second prize", 2, 1_500_000),
                _prize("Giải Ba", "Third prize", 3, 1_000_000),
                _prize("Giải Khuyến khích", "Consolation prize", 5, 500_000),
            ],
            "collective": [
                _prize("Đơn vị có nhiều người dự thi nhất", "Most people", 3, 1_000_000, measure="PEOPLE"),
                _prize("Đơn vị có tỷ lệ dự thi cao nhất", "Highest rate", 3, 1_000_000, measure="RATE"),
            ],
        },
        "units": {"measures": ["PEOPLE", "RATE", "MEAN_POINTS"]},
        "counters_hidden_hours": 24 if prediction else 0,
        "publication": {"names_while_open": "INITIALS", "names_in_results": "FULL"},
        "guardian_below_age": 16,
    }
