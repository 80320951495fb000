"""People, bodies and units."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "contest.accounts"
    label = "accounts"
    verbose_name = "Accounts"
