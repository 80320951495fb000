"""What the commands share: words checked before anything is done, and a refusal told in one line."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from contest.accounts.addresses import Slug
from contest.accounts.login_names import VALIDATORS, login_name
from contest.accounts.models import Body
from quizzes.refusals import Refusal

LONGEST_LOGIN = 64


def address(text: str) -> str:
    """An argument that becomes a row's address."""
    try:
        return msgspec.convert(text, Slug)
    except msgspec.ValidationError:
        raise ArgumentTypeError(
            "invalid: 3 to 80 lower-case letters, digits and single hyphens make an address"
        ) from None


def words(longest: int) -> Callable[[str], str]:
    """An argument that is said to people: not nothing, and not longer than that."""

    def checked(text: str) -> str:
        said = text.strip()
        if not said:
            raise ArgumentTypeError("required: it is empty")
        if len(said) > longest:
            raise ArgumentTypeError(f"max_length: more than {longest} characters")
        return said

    return checked


def login(text: str) -> str:
    """An argument that names an account, as the name is kept."""
    name = words(LONGEST_LOGIN)(login_name(text))
    try:
        for validator in VALIDATORS:
            validator(name)
    except ValidationError as wrong:
        raise ArgumentTypeError(f"{wrong.code}: no account can have this name") from None
    return name


def named_body(slug: str) -> Body:
    """The body with this address that is not retired."""
    body = Body.objects.filter(slug=slug, retired_at=None).first()
    if body is None:
        raise CommandError(f"body_not_found {slug}")
    return body


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """A refusal ends the command with its code and what it is about."""
    try:
        yield
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal
