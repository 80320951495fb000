#!/usr/bin/env python
"""Django's command line; the embedded servers run at least as long as the command."""

import os
import sys

from django.core.management import execute_from_command_line

from contest.config.embedded.places import EmbeddedError
from contest.config.env import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest.config.settings")
    if sys.argv[1:2] == ["migrate"]:
        os.environ.setdefault("PGOPTIONS", "-c lock_timeout=10s")  # never queue behind a long transaction
    try:
        execute_from_command_line(sys.argv)
    except (EnvError, EmbeddedError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
