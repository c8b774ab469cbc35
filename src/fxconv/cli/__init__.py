"""The command line: a lazy group of commands, one file each."""

from __future__ import annotations

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code; no traceback reaches a user."""
    import gc

    gc.disable()  # collecting cycles would take a tenth of a process this short
    try:
        from .guard import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("fxconv: interrupted\n")
        code = INTERRUPTED
    sys.stderr.flush()
    os._exit(code)  # all output is written; a regular shutdown would take another tenth
