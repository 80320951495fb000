"""Query strings."""

from collections.abc import Collection
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from quizzes.refusals import FieldsNotValid

AFTER = OpenApiParameter("after", str, description="Where the page begins: `after` of the page before")
OF_A_BOARD = [
    AFTER,
    OpenApiParameter("unit", UUID, description="Only this unit and those below it"),
    OpenApiParameter("division", str, description="The board of this division"),
    OpenApiParameter("q", str, description="An entry number, or a part of a unit's name"),
]


def text_param(request: Request, name: str, *, at_most: int = 100) -> str:
    """A parameter without blank edges, "" when absent; refuses FieldsNotValid for one too long or with a
    NUL.
    """
    value = request.GET.get(name, "").strip()
    if len(value) > at_most:
        raise FieldsNotValid(fields={name: [{"code": "max_length"}]})
    if "\0" in value:
        raise FieldsNotValid(fields={name: [{"code": "invalid"}]})
    return value


def id_param(request: Request, name: str) -> UUID | None:
    """A parameter that names a row, None when absent; refuses FieldsNotValid for what is no id."""
    value = text_param(request, name)
    try:
        return UUID(value) if value else None
    except ValueError:
        raise FieldsNotValid(fields={name: [{"code": "invalid"}]}) from None


def choice_param(request: Request, name: str, *, among: Collection[str]) -> str:
    """A parameter that is one of these words, "" when absent; refuses FieldsNotValid for any other."""
    value = text_param(request, name)
    if value and value not in among:
        raise FieldsNotValid(fields={name: [{"code": "invalid_choice"}]})
    return value
