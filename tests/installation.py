"""Loaded before anything of Django (`-p tests.installation`): where the tests' installation lives."""

import os
import shutil
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
os.environ.setdefault("ALONGSIDE_HOME", str(CHECKOUT / ".test-home"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
os.environ.setdefault("ALONGSIDE_PSEUDO_LOCALES", str(Path(os.environ["ALONGSIDE_HOME"]) / "pseudo-locales"))
Path(os.environ["ALONGSIDE_HOME"]).mkdir(mode=0o700, parents=True, exist_ok=True)
# Languages that a demonstration took up in an earlier run: tests speak English until they ask for another.
shutil.rmtree(Path(os.environ["ALONGSIDE_HOME"]) / "languages", ignore_errors=True)
# Most tests sign in as staff in one step; tests/people/test_second_step.py asks for both.
os.environ.setdefault("ALONGSIDE_STAFF_SECOND_STEP", "asked")
