"""A process that makes the lists of one ledger, so that whoever asked for them can go on, and end it at any moment.

    python -m sayso.ledger.lists matter.db

It ends when its standard input does: whoever started it is gone then.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from sayso.errors import SaysoError
from sayso.ledger.lists.keeping import bring_up_to_date

FAILED = 2  # exit status; the reason stands on standard error
BEHIND = 10  # added to its niceness: pages that are asked for meanwhile come first


def main() -> None:
    """Make the lists of the ledger that the command line names."""
    os.nice(BEHIND)
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    try:
        bring_up_to_date(Path(sys.argv[1]))
    except SaysoError as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        os._exit(FAILED)
    os._exit(0)  # the other thread waits on standard input for ever


def _end_with_the_other() -> None:
    os.read(0, 1)
    os._exit(FAILED)


if __name__ == "__main__":
    main()
