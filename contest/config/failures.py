"""What is answered where no view answers: a code to programs, a page to people."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from contest.api.problem import problem
from contest.api.problem import server_error as coded_server_error
from contest.pages.failed import failed

PROGRAMS = ("/api/", "/_allauth/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: for instance a host that is not ours."""
    if request.path.startswith(PROGRAMS):
        return problem(400, "malformed")
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return coded_server_error(request) if request.path.startswith(PROGRAMS) else failed(request)
