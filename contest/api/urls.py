"""All addresses below /api/v1/."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from contest.api.problem import page_not_found

urlpatterns = [
    path("", include("contest.api.contestant.urls")),
    path("", include("contest.api.public.urls")),
    path("organizer/", include("contest.api.organizer.urls")),
    path("judge/", include("contest.api.judge.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    re_path("", page_not_found),
]
