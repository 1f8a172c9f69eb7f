"""The screens of a walk: the widest and the plainest always, what lies between in the long matrix."""

import pytest

SCREENS = [
    (1280, True),
    (320, False),
    pytest.param(320, True, marks=pytest.mark.slow),
    pytest.param(1280, False, marks=pytest.mark.slow),
]
"""Width in pixels, and whether scripts run."""
