"""Documents that are no ordinary files."""

from pathlib import Path

import pytest

from policydsl.documents import reading
from policydsl.source import Source


def test_a_device_without_an_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_DOCUMENT", 1_000)
    (tmp_path / "zero.policy").symlink_to("/dev/zero")
    found = reading.read(tmp_path / "zero.policy", "zero.policy")
    assert not isinstance(found, Source)
    assert found.code.number == "PD0903"
