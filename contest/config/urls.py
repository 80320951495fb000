"""The roots of all addresses."""

from django.contrib import admin
from django.urls import include, path

handler500 = "contest.api.problem.server_error"

urlpatterns = [
    path("api/v1/", include("contest.api.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("admin/", admin.site.urls),
    path("", include("contest.pages.urls")),
]
