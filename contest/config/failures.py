"""What is answered when our own code fails: a code to programs, a page to people."""

from django.http import HttpRequest, HttpResponse

from contest.api.problem import server_error as problem
from contest.pages.failed import failed

PROGRAMS = ("/api/", "/_allauth/")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return problem(request) if request.path.startswith(PROGRAMS) else failed(request)
