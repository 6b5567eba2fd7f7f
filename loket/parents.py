"""End with the process that started this one; on Linux alone, where the kernel tells of its death."""

import ctypes
import signal
import sys

PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask for this signal when the parent dies. One that died before is not told of."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, number)
