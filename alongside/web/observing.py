"""What an operator may see of each request: its route, how it ended, how long it took. Never its address."""

import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.urls.exceptions import Resolver404

from alongside.web import tracing

Handler = Callable[[HttpRequest], HttpResponse]
SLOW_MS = 1_000
log = structlog.get_logger("alongside.requests")


def observed(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = uuid4().hex
        with tracing.span(route_of(request), method=request.method or "") as end:
            response = get_response(request)
            end(response.status_code)
        ms = round((time.perf_counter() - began) * 1000)
        line = log.warning if ms >= SLOW_MS else log.info
        line(
            "slow page" if ms >= SLOW_MS else "page",
            route=route_of(request),
            method=request.method,
            status=response.status_code,
            ms=ms,
            request=name,
        )
        response.headers["Request-Id"] = name
        return response

    return handle


def route_of(request: HttpRequest) -> str:
    """The route's name: addresses hold ids, names hold nothing."""
    try:
        return str(resolve(request.path_info).view_name)
    except Resolver404:
        return "nothing here"
