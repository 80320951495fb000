"""`python -m contest.config.embedded up` runs the product; `keep` is the keeper's own door."""

import argparse
import sys

from contest.config.embedded.keeper import keep
from contest.config.embedded.places import EmbeddedError, places
from contest.config.embedded.supervisor import up


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m contest.config.embedded", description=__doc__)
    doors = parser.add_subparsers(dest="door", required=True)
    doors.add_parser("up", help="run the whole product until Ctrl-C")
    keeper = doors.add_parser("keep", help="hold the servers while anybody uses them (started by the others)")
    keeper.add_argument("--fleeting", action="store_true", help="no fsync: for tests")
    chosen = parser.parse_args()
    try:
        if chosen.door == "keep":
            return keep(places(), durable=not chosen.fleeting)
        return up(places())
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
