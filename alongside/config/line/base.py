"""A kept connection is looked at before it is used, without asking the server.

Django sends `SELECT 1` before the first statement of each request (CONN_HEALTH_CHECKS). A server that ended,
was killed or sent its last words leaves something to read on the connection; one on which nothing waits is
as good as that question would tell. Anything waiting: Django's own question decides.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def close_if_health_check_failed(self) -> None:
        if self._nothing_waits():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _nothing_waits(self) -> bool:
        """Whether the connection is open and the server has said nothing on it unasked."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not waiting.poll(0)
