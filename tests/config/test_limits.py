"""A school behind one address gets in; somebody who guesses one account's password does not."""

import pytest
from django.test import Client

from contest.accounts.models import User

SIGN_UP, LOG_IN = "/_allauth/app/v1/auth/signup", "/_allauth/app/v1/auth/login"
PASSWORD = "vườn cây buổi sáng"


def post(path: str, username: str, password: str = PASSWORD) -> int:
    content = {"username": username, "password": password}
    return Client().post(path, content, content_type="application/json").status_code


@pytest.mark.django_db
def test_a_school_signs_up_and_logs_in_within_a_minute() -> None:
    assert {post(SIGN_UP, f"hocsinh{number}") for number in range(300)} == {200}
    assert User.objects.filter(username__startswith="hocsinh").count() == 300
    assert {post(LOG_IN, f"hocsinh{number}") for number in range(300)} == {200}


@pytest.mark.django_db
def test_guessing_one_accounts_password_is_stopped_and_others_are_not_hindered() -> None:
    assert post(SIGN_UP, "nguyenan") == 200
    assert post(SIGN_UP, "tranbinh") == 200
    tries = [post(LOG_IN, "nguyenan", f"sai mật khẩu {number}") for number in range(12)]
    assert tries[:10] == [400] * 10
    assert tries[10:] == [400] * 2  # the same status, so that nobody learns whether the account exists
    assert post(LOG_IN, "nguyenan") == 400
    assert post(LOG_IN, "tranbinh") == 200
