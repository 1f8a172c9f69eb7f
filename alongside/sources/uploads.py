"""How much may be sent to this server at once, refused before it is read."""

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from alongside.sources.parsing.hostile import MEGABYTE

MOST = 64 * MEGABYTE
"""Well above what a form takes, so that a little too much meets the form's own sentence."""


class OnlySoMuch(FileUploadHandler):
    """The first of the upload handlers: it takes no file, and lets no flood through to the others."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raises RequestDataTooBig, which Django answers with status 400."""
        del input_data, META, boundary, encoding
        if content_length > MOST:
            raise RequestDataTooBig(f"More than {MOST // MEGABYTE} MB were sent at once.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
