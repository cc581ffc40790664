"""Where the command begins and ends: the only `sys.exit`, and every exit code.

0 passed, 1 the gate failed, 2 the job could not be done, 130 interrupted.
"""

from debtscan.cli.current_folder import forget_current_folder

forget_current_folder()

import os  # noqa: E402
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from typing import NoReturn  # noqa: E402

FAILED = 1
IMPOSSIBLE = 2
INTERRUPTED = 130
TRACEBACK = "DEBTSCAN_TRACEBACK"  #: set: an inner error is shown in full


def main() -> NoReturn:
    """Run the command line of this process and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever goes wrong is one line."""
    if list(arguments) == ["--version"]:
        return _version()
    from debtscan.cli.streams import complain

    try:
        return _run(arguments)
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        complain(f"internal error: {what} (set {TRACEBACK}=1 to see where)")
        return IMPOSSIBLE


def _version() -> int:
    # Before click is imported: shells and CI ask often, and want nothing else.
    from debtscan import __version__
    from debtscan.cli.streams import deliver

    deliver(f"debtscan {__version__}\n")
    return 0


def _run(arguments: Sequence[str]) -> int:
    import click

    from debtscan.cli.app import app
    from debtscan.cli.streams import complain
    from debtscan.model import DebtscanError

    try:
        return app.main(list(arguments), prog_name="debtscan", standalone_mode=False) or 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message())
        return IMPOSSIBLE
    except DebtscanError as error:
        complain(str(error))
        return IMPOSSIBLE
