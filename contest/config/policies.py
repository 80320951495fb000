"""What pages that libraries bring may load; our own pages carry the policy of their build."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

BROUGHT: Final = ("/admin/", "/api/v1/docs/")
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class LibraryPages:
    """Gives support staff's pages and the description of the API their Content-Security-Policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(BROUGHT):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
