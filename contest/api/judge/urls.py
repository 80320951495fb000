"""Addresses below /api/v1/judge/."""

from django.urls import path

from contest.api.judge import cases, entries

urlpatterns = [
    path("rounds/<uuid:round_id>/board/", entries.StaffBoard.as_view()),
    path("entries/<slug:number>/", entries.OneEntry.as_view()),
    path("contests/<slug:slug>/cases/", cases.CasesOfContest.as_view()),
    path("contests/<slug:slug>/audit/", entries.Audit.as_view()),
    path("contests/<slug:slug>/audit/chain/", entries.Chain.as_view()),
    path("cases/<uuid:case_id>/", cases.OneCase.as_view()),
    path("cases/<uuid:case_id>/proposals/", cases.Proposals.as_view()),
    path("cases/<uuid:case_id>/confirmation/", cases.RulingConfirmation.as_view()),
]
