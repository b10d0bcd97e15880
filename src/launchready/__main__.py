"""`python -m launchready` is the command."""

import sys

from launchready.cli import main

if __name__ == "__main__":
    sys.exit(main())
