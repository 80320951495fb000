"""Tests state laws; run them with `make test`."""
