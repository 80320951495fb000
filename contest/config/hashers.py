"""Password hashing that a school class can afford: all its log-ins come in the same minute."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2(Argon2PasswordHasher):
    """Argon2id with OWASP's second set: 19 MiB, 2 rounds, 1 lane.

    Django's own parameters take about 100 MB and 0.1 s a check.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
