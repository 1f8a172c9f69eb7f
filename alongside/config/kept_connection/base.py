"""A kept connection is looked at before it is used, without asking the server.

Django sends `SELECT 1` before the first statement of each request (CONN_HEALTH_CHECKS). On this machine's own
socket a server that ended, was killed or sent its last words leaves something to read; a connection that is
between transactions and on which nothing waits is as good as that question would tell. In every other case,
and over a network, where a line can be dead without a sign, Django's own question decides.
"""

import select
import socket

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """As Django's, which asks before the first statement of a request, and after an error."""
        return (not self.errors_occurred and self._nothing_waits()) or super().is_usable()

    def _nothing_waits(self) -> bool:
        """Whether it is a local line, open and at rest, on which the server has said nothing unasked."""
        line = self.connection
        if line is None or line.closed or line.info.transaction_status != TransactionStatus.IDLE:
            return False
        if not _is_local(line.fileno()):
            return False
        waiting = select.poll()
        waiting.register(line.fileno(), select.POLLIN | select.POLLPRI)
        return not waiting.poll(0)


def _is_local(handle: int) -> bool:
    with socket.socket(fileno=handle) as line:
        family = line.family
        line.detach()  # psycopg's own; not ours to close
    return family == socket.AF_UNIX
