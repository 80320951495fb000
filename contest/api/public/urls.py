"""Addresses everybody may read."""

from django.urls import path

from contest.api.public import boards, contests, recovery

urlpatterns = [
    path("contests/", contests.Contests.as_view()),
    path("contests/<slug:slug>/", contests.OneContest.as_view()),
    path("rounds/<uuid:round_id>/board/", boards.RoundBoard.as_view()),
    path("rounds/<uuid:round_id>/units/", boards.RoundUnits.as_view()),
    path("units/", contests.Units.as_view()),
    path("time/", contests.Time.as_view()),
    path("recovery/", recovery.Recovery.as_view()),
]
