"""Asks the person at the terminal: on stderr, so that stdout stays the result."""

import sys

from launchready.formats.plain import harmless

YES = {"y", "yes"}


class Terminal:
    """The person at the terminal. Nobody is there when stdin or stderr leads elsewhere."""

    @property
    def there(self) -> bool:
        """Whether somebody can read the question and answer it."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def tell(self, line: str) -> None:
        """Say something before it happens."""
        sys.stderr.write(f"launchready: {harmless(line)}\n")
        sys.stderr.flush()

    def yes(self, question: str) -> bool:
        """Ask; Enter alone, an end of input, and anything else are a no."""
        sys.stderr.write(f"{question} [y/N] ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer.endswith("\n"):
            sys.stderr.write("\n")
        return answer.strip().lower() in YES
