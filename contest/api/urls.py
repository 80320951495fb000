"""All addresses below /api/v1/."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from contest.api import hot
from contest.api.problem import page_not_found

urlpatterns = [
    path("rounds/<uuid:round_id>/attempts/", hot.Attempts.as_view()),
    path("attempts/<uuid:attempt_id>/answers/", hot.Answers.as_view()),
    path("attempts/<uuid:attempt_id>/submission/", hot.Submission.as_view()),
    path("organizer/", include("contest.api.organizer.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    re_path("", page_not_found),
]
