"""Addresses below /api/v1/organizer/."""

from django.urls import path

from contest.api.organizer import banks, bodies, contests, imports, people, rounds, unit_managers

urlpatterns = [
    path("bodies/", bodies.Bodies.as_view()),
    path("bodies/<slug:slug>/privacy-notices/", bodies.PrivacyNotices.as_view()),
    path("bodies/<slug:slug>/roles/", bodies.RolesOnBody.as_view()),
    path("bodies/<slug:slug>/roles/<uuid:membership_id>/", bodies.OneRoleOnBody.as_view()),
    path("banks/", banks.Banks.as_view()),
    path("banks/<slug:slug>/", banks.OneBank.as_view()),
    path("banks/<slug:slug>/questions/", banks.BankQuestions.as_view()),
    path("banks/<slug:slug>/reviews/", banks.BankReviews.as_view()),
    path("banks/<slug:slug>/imports/", imports.BankImports.as_view()),
    path("questions/<uuid:question_id>/", banks.OneQuestion.as_view()),
    path("questions/<uuid:question_id>/review/", banks.QuestionReview.as_view()),
    path("imports/<uuid:import_id>/", imports.OneImport.as_view()),
    path("imports/<uuid:import_id>/acceptance/", imports.ImportAcceptance.as_view()),
    path("regulations/", imports.RegulationSearch.as_view()),
    path("contests/", contests.Contests.as_view()),
    path("contests/<slug:slug>/", contests.OneContest.as_view()),
    path("contests/<slug:slug>/terms/", contests.TermsVersions.as_view()),
    path("contests/<slug:slug>/rounds/", rounds.Rounds.as_view()),
    path("contests/<slug:slug>/publication/", contests.Publication.as_view()),
    path("contests/<slug:slug>/roles/", people.Roles.as_view()),
    path("contests/<slug:slug>/roles/<uuid:role_id>/", people.OneRole.as_view()),
    path("contests/<slug:slug>/unit-managers/", unit_managers.UnitManagersOfContest.as_view()),
    path("contests/<slug:slug>/unit-managers/<uuid:manager_id>/", unit_managers.OneUnitManager.as_view()),
    path("contests/<slug:slug>/recoveries/", people.Recoveries.as_view()),
    path("contests/<slug:slug>/head-counts/", people.HeadCountsOfContest.as_view()),
    path("rounds/<uuid:round_id>/", rounds.OneRound.as_view()),
    path("rounds/<uuid:round_id>/papers/", rounds.Papers.as_view()),
    path("rounds/<uuid:round_id>/papers/redrawing/", rounds.RedrawnPapers.as_view()),
    path("rounds/<uuid:round_id>/extensions/", rounds.Extensions.as_view()),
    path("rounds/<uuid:round_id>/extensions/confirmation/", rounds.ExtensionConfirmation.as_view()),
]
