"""Errors of the kit: one clear sentence, exit code 1, no stack."""
import sys


class KitError(Exception):
    """What is wrong, where, and what to do, in one sentence."""


def guarded(main):
    """Runs `main()`; a KitError becomes one line on stderr and exit code 1."""
    try:
        return main() or 0
    except KitError as error:
        print(str(error), file=sys.stderr)
        return 1
