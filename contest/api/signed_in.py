"""Who a session is: allauth's and Django's rules, with fewer ways to the servers than they take for it."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.headless.internal.sessionkit import lookup_session
from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase

from contest.queries.persons import account


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # the library is untyped
    """allauth's backend; the account of a session comes by a prepared statement."""

    def get_user(self, user_id: object) -> AbstractBaseUser | None:
        """The account with this id, if it may still sign in."""
        found = account(user_id=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class SessionTokens(SessionTokenStrategy):  # type: ignore[misc]  # the library is untyped
    """allauth's tokens: the key of a session; it is read at once and not asked for first."""

    def lookup_session(self, session_token: str) -> SessionBase | None:
        """The session with this key, if there is one that has not ended."""
        session: SessionBase | None = lookup_session(session_token)
        return session
