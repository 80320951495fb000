"""The roots of all addresses."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from django.views.generic import RedirectView

# The pages that libraries bring change rows, and show addresses; ours are to look at (`contest.admin`).
admin.site.unregister([Group, EmailAddress])

handler400 = "contest.config.failures.bad_request"
handler500 = "contest.config.failures.server_error"

urlpatterns = [
    path("api/v1/", include("contest.api.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    # Passwords are checked in one place, which counts the tries.
    path("admin/login/", RedirectView.as_view(url="/dang-nhap?tiep=/admin/")),
    path("admin/", admin.site.urls),
    path("", include("contest.pages.urls")),
]
