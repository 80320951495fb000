"""Names of accounts: as they are typed by who signs in, as staff are shown to each other."""

from contest.accounts.login_names import ENTRY_NUMBER, login_name
from contest.accounts.models import User
from contest.models import Entry


def account_name(text: str) -> str:
    """The login name that was typed as it is kept; for the number of an entry, its person's."""
    name = login_name(text)
    if ENTRY_NUMBER.fullmatch(name) is None:
        return name
    return Entry.objects.filter(number=name).values_list("user__username", flat=True).first() or name


def shown_name(user: User) -> str:
    """How one of the staff is called beside what they did."""
    return user.display_name or user.username
