"""Made-up people: names put together from short lists, so that no real person is meant."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from msgspec import Struct

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
FAMILY_WEIGHTS = (32, 11, 9, 7, 5, 5, 4, 3, 3, 2, 2, 2)
MIDDLE = {"MALE": ("Văn", "Đức", "Minh", "Quang", "Hữu"), "FEMALE": ("Thị", "Ngọc", "Thu", "Thanh", "Phương")}
GIVEN = {
    "MALE": ("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khoa", "Long", "Nam", "Phúc", "Sơn", "Thắng"),
    "FEMALE": ("Chi", "Dung", "Giang", "Hà", "Hạnh", "Hoa", "Hương", "Lan", "Linh", "Mai", "Nga", "Thảo"),
}
YOUNGEST, OLDEST = 16 * 365, 75 * 365


class MadeUpPerson(Struct, frozen=True):
    """Somebody who could enter; `skill` is the chance of a right answer."""

    full_name: str
    sex: str
    birth_on: date
    skill: float


def made_up_people(count: int, *, lot: Random, today: date) -> Iterator[MadeUpPerson]:
    """So many people, the same ones for the same lot."""
    for _ in range(count):
        sex = lot.choice(("MALE", "FEMALE"))
        (family,) = lot.choices(FAMILY, FAMILY_WEIGHTS)
        yield MadeUpPerson(
            full_name=f"{family} {lot.choice(MIDDLE[sex])} {lot.choice(GIVEN[sex])}",
            sex=sex,
            birth_on=today - timedelta(days=lot.randint(YOUNGEST, OLDEST)),
            skill=min(0.98, max(0.25, lot.gauss(0.66, 0.16))),
        )
