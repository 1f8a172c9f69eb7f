"""What the processes of a server load: the application, and an end of their own when the server is killed.

A server that ends in good order stops its processes. Killed (SIGKILL, out of memory) it cannot, and they
would keep its port without a database behind them; on Linux the kernel ends them then (PR_SET_PDEATHSIG).
What they were at is rolled back: PostgreSQL ends in the same moment.
"""

import ctypes
import multiprocessing
import os
import signal
import sys

from alongside.config.postgres.keeper import PR_SET_PDEATHSIG
from alongside.config.wsgi import application as application


def end_with_the_server() -> None:
    """From now on this process does not outlive the one that started it, where that is a server of ours."""
    server = multiprocessing.parent_process()
    if server is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server.pid:  # it was killed before this was said
        os.kill(os.getpid(), signal.SIGKILL)


end_with_the_server()
