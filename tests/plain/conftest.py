"""Property tests judge what is computed, never how fast a busy machine was."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
