"""The servers and processes of an installation that brings its own: no Django is imported here.

A *keeper* process holds PostgreSQL and two Valkeys for as long as anybody uses them; every process of the
product attaches to it (`servers.attach_or_start`), and the *supervisor* (`python -m contest.config.embedded
up`) runs web, workers and beat on top of that.
"""
