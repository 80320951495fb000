"""Addresses of the person signed in."""

from django.urls import path

from contest.api import hot
from contest.api.contestant import attempts, entries, me, notices, units

urlpatterns = [
    path("attempts/<uuid:attempt_id>/answers/", hot.Answers.as_view()),
    path("attempts/<uuid:attempt_id>/submission/", hot.Submission.as_view()),
    path("me/", me.WhoAmI.as_view()),
    path("me/entries/", entries.Entries.as_view()),
    path("me/notices/", notices.Notices.as_view()),
    path("me/units/", units.Units.as_view()),
    path("me/units/<uuid:unit_id>/rounds/<uuid:round_id>/", units.UnitCounts.as_view()),
    path("me/rounds/<uuid:round_id>/", me.Round.as_view()),
    path("contests/<slug:slug>/entry/", entries.OneEntry.as_view()),
    path("rounds/<uuid:round_id>/attempts/", hot.Attempts.as_view()),
    path("attempts/<uuid:attempt_id>/", attempts.OneAttempt.as_view()),
]
