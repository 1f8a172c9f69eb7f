"""Traces for an operator who has a collector (OpenTelemetry). Off unless ALONGSIDE_TRACES names one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@contextmanager
def span(route: str, *, method: str) -> Iterator[Callable[[int], None]]:
    """One request as a span named by its route; nothing at all where traces are off."""
    tracer = tracer_of(settings.TRACES)
    if tracer is None:
        yield lambda status: None
        return
    # Exceptions are not recorded: their messages may quote what somebody wrote.
    with tracer.start_as_current_span(route, record_exception=False) as open_span:
        open_span.set_attribute("http.request.method", method)
        yield lambda status: open_span.set_attribute("http.response.status_code", status)


@lru_cache(maxsize=4)
def tracer_of(address: str) -> Any:
    """The tracer that sends to this collector, or None. Raises ImproperlyConfigured without the extra."""
    if not address:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as missing:
        raise ImproperlyConfigured(
            "ALONGSIDE_TRACES is set, but the extra “tracing” is missing. Install it, or unset the variable."
        ) from missing
    provider = TracerProvider(resource=Resource.create({"service.name": "alongside"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return provider.get_tracer("alongside")
