"""What every test of the engine may ask for."""

from __future__ import annotations

import pytest

from tests.engine.town import Talk


@pytest.fixture
def talk() -> Talk:
    """A fresh conversation in the town."""
    return Talk()
