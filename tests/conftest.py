"""What holds for every test."""

from pathlib import Path

import pytest

PURE = {"model", "facts", "formats", "checks", "verdict", "advise", "watch"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the pure rooms get no socket at all; the others reach loopback and no further."""
    for item in items:
        room = Path(item.path).relative_to(config.rootpath).parts[1]
        if room in PURE:
            item.add_marker(pytest.mark.disable_socket)
