"""What ends a run: one clear line for the person who started it."""


class DebtscanError(Exception):
    """The job could not be done. Its text is one line, shown as it is; exit code 2."""
