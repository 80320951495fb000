"""What those who run the site ask: is it alive, can it serve, what did it do.

These addresses answer before hosts, sessions and redirects are looked at: a probe knows only a port.
"""

import hmac
import os
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("http_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "http_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12),
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Handler = Callable[[HttpRequest], HttpResponse]


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> HttpResponse:
    """Requests can be served: PostgreSQL answers. A lost Redis delays and takes nobody out of service."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        connection.close()
        return JsonResponse({"ready": False, "database": "unreachable"}, status=503)
    return JsonResponse({"ready": True})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics: for the bearer of METRICS_TOKEN, or without one for this machine itself only."""
    if not _may_see_metrics(request):
        return JsonResponse({"code": "not_found"}, status=404)
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library is untyped here
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_see_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    came_through_proxy = "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not came_through_proxy


VIEWS: dict[str, Handler] = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


class OperationsMiddleware:
    """Answers the operators' addresses and counts every other request by its route."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = VIEWS.get(request.path_info)
        if view is not None:
            return view(request)
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = "unknown" if match is None else match.route
        method = request.method if request.method in METHODS else "other"
        requests, seconds = _counters(method, route, response.status_code)
        requests.inc()
        seconds.observe(time.perf_counter() - began)
        return response


@cache
def _counters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """The counters of one kind of answer; finding them costs as much as counting."""
    return REQUESTS.labels(method, route, status), SECONDS.labels(route)
