"""Where the command begins and ends: the only `sys.exit`, and every exit code.

0 passed, 1 the gate failed, 2 the job could not be done, 130 interrupted.
"""

from debtscan.cli.current_folder import forget_current_folder

forget_current_folder()

import os  # noqa: E402
import sys  # noqa: E402

from debtscan import __version__  # noqa: E402

FAILED = 1
IMPOSSIBLE = 2
INTERRUPTED = 130
TRACEBACK = "DEBTSCAN_TRACEBACK"  #: set: an inner error is shown in full


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; whatever goes wrong is one line."""
    if arguments == ["--version"] and _told_version():
        return 0
    from debtscan.cli.streams import complain

    try:
        return _run(arguments)
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except OSError as error:
        complain(f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return IMPOSSIBLE
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        complain(f"internal error: {what} (set {TRACEBACK}=1 to see where)")
        return IMPOSSIBLE


def _told_version() -> bool:
    """Before click, or anything else, is imported: shells and CI ask often, and want no more."""
    try:
        sys.stdout.write(f"debtscan {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        return False
    return True


def _run(arguments: list[str]) -> int:
    import click

    from debtscan.cli.app import app
    from debtscan.cli.streams import complain
    from debtscan.model import DebtscanError

    try:
        return app.main(arguments, prog_name="debtscan", standalone_mode=False) or 0
    except click.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(f"{error.format_message()}\n")
        return IMPOSSIBLE
    except click.ClickException as error:
        complain(error.format_message())
        return IMPOSSIBLE
    except DebtscanError as error:
        complain(str(error))
        return IMPOSSIBLE
