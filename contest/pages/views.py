"""The shells of the three apps at all their addresses: title, Open Graph, policy, cache."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from contest.pages.shells import Shell, etag_of, shell
from contest.queries.contest_cards import ContestCard, contest_card

log = logging.getLogger(__name__)

CONTESTANT = settings.FRONTEND / "contestant" / "build" / "shell.html"
PAPER = settings.FRONTEND / "paper" / "build" / "index.html"
ORGANIZER = settings.FRONTEND / "organizer" / "build" / "shell.html"

NOT_BUILT = "Trang đang được chuẩn bị, bạn quay lại sau ít phút. (The pages are not built yet: make run)"
CACHE = "public, max-age=0, s-maxage=30, must-revalidate"  # names of scripts change with each release


@gzip_page
@require_safe
def contestant(request: HttpRequest, route: str = "") -> HttpResponse:
    """A page of the contestant app that belongs to no contest."""
    data = ["/api/v1/contests/"] if route == "/" else []
    return _answer(request, shell(CONTESTANT), route=route, data=data)


@gzip_page
@require_safe
def contest_page(request: HttpRequest, slug: str, part: str = "") -> HttpResponse:
    """A page of one contest; 404 (with the app's own page) where there is no such contest."""
    route = "/cuoc-thi/[slug]" + (f"/{part}" if part else "")
    try:
        card = contest_card(slug=slug)
    except (OperationalError, InterfaceError):  # the page still opens and says what is the matter
        log.exception("no card for a contest")
        return _answer(request, shell(CONTESTANT), route=route)
    if card is None:
        return _answer(request, shell(CONTESTANT), status=404)
    data = [f"/api/v1/contests/{slug}/"]
    return _answer(request, shell(CONTESTANT), card=card, route=route, data=data)


@gzip_page
@require_safe
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address: the contestant app says that there is nothing, and what to do."""
    return _answer(request, shell(CONTESTANT), status=404)


@gzip_page
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The exam room. A header names its script too: a slow phone asks for it while the page still arrives."""
    built = shell(PAPER)
    response = _answer(request, built)
    if built and built.script:
        response["Link"] = f"<{built.script}>; rel=modulepreload"
    return response


@gzip_page
@require_safe
def organizer(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The pages of organisers and judges."""
    return _answer(request, shell(ORGANIZER))


def with_slash(request: HttpRequest) -> HttpResponse:
    """An app's address as people type it."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))


def _answer(
    request: HttpRequest,
    built: Shell | None,
    *,
    card: ContestCard | None = None,
    route: str = "",
    data: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    if built is None:
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    html = built.page(card=card, address=request.build_absolute_uri(request.path), route=route, data=data)
    etag = etag_of(html)
    response: HttpResponse
    if status == 200 and request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(html, status=status)
        response["Content-Security-Policy"] = built.policy
    response["ETag"] = etag
    response["Cache-Control"] = CACHE if status == 200 else "no-store"
    return response
