"""What django-allauth must know of our login names; everything else is its own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.headless.internal.restkit.response import ErrorResponse
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.forms.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone

from contest.accounts.login_names import login_name
from contest.queries.account_names import account_name
from contest.services.ask_for_proof import ask_for_proof


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """A name is one account however its letters or its number are typed."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The name as it is kept; raises ValidationError for one that cannot be taken."""
        return str(super().clean_username(login_name(username), shallow))

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        """The account as stored. A name that somebody took since the form was checked is refused as any taken
        one.
        """
        try:
            with transaction.atomic():
                saved: AbstractBaseUser = super().save_user(request, user, form, commit)
        except IntegrityError as taken:
            form.add_error("username", self.validation_error("username_taken"))
            raise ImmediateHttpResponse(ErrorResponse(request, input=form)) from taken
        return saved

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account that the name or the number of an entry, and the password open."""
        if "username" in credentials:
            credentials["username"] = account_name(credentials["username"])
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try, which a right password takes back; raises ValidationError when there were too many.

        Those from one address shut that address out, so that whoever knows a name keeps nobody from signing
        in elsewhere. Those from everywhere together have a limit far above (`ACCOUNT_RATE_LIMITS`).
        """
        super().pre_authenticate(request, **credentials)
        everywhere = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_everywhere",
            key=super()._get_login_attempts_cache_key(request, **credentials),
        )
        if everywhere is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += everywhere.usage

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What `login_failed` counts by: the account and the address, of IPv6 the network."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}@{ratelimit.get_ip(request)}"

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Leave the letter to the worker, as all letters: a mail server that is away stops no sign-up."""
        address = emailconfirmation.email_address
        ask_for_proof(
            person_id=address.user_id,
            address_id=address.pk,
            link=self.get_email_confirmation_url(request, emailconfirmation),
            now=timezone.now(),
        )
