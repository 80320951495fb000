"""The competition side and the site around it."""

from django.apps import AppConfig


class ContestConfig(AppConfig):
    name = "contest"
    verbose_name = "Contests"
