"""A new, empty question bank of a body."""

from uuid import UUID

from django.db import IntegrityError, transaction

from quizzes.models import QuestionBank
from quizzes.refusals import Refusal


class BankSlugTaken(Refusal):
    """Some bank, perhaps of another body, has this address already."""

    code = "bank_slug_taken"


def create_bank(*, owner_id: UUID, slug: str, title: str, is_open: bool = False) -> QuestionBank:
    """An empty bank. `is_open` publishes it with its keys on purpose («ngân hàng công khai»)."""
    try:
        with transaction.atomic():
            return QuestionBank.objects.create(owner_id=owner_id, slug=slug, title=title, is_open=is_open)
    except IntegrityError as taken:
        raise BankSlugTaken(slug=slug) from taken
