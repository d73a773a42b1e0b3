"""Settings: whatever is written, what is wrong is a finding with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.diagnostics.render import terminal
from policydsl.documents.projects import Projects
from policydsl.documents.settings import KEYS, read_settings

VALUES = (
    *("3", '"x"', '["PD06"]', "[3]", "true", "{}", '{ "PD0610" = "note" }', "nan"),
    *('{ a = ["PD06"] }', '[["a"]]', "1.5", "-1", "inf", "2026-01-01", '"PD"'),
    *('["a/../b"]', '["\\u0000"]', '""', '[""]', '{ "" = [""] }', '{ "[" = ["PD06"] }'),
    *('{"PD06" = 3}', '">="', '"政策"', '["政策"]', "{ x = {y = 1} }", "9" * 30),
)
LINE = st.builds(
    "{} = {}".format,
    st.sampled_from((*KEYS, "x", '"政策"', '"a b"', '""', "ignroe")),
    st.sampled_from(VALUES),
)
# Two lines of one key are not TOML, which is a case as well.
TEXTS = st.lists(LINE, max_size=5).map(lambda lines: "\n".join(lines).encode())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw settings with some other bytes in them."""
    data = bytearray(draw(TEXTS))
    for place in draw(st.lists(st.integers(0, 200), max_size=3)):
        if place < len(data):
            data[place] = draw(st.integers(0, 255))
    return bytes(data)


@settings(max_examples=300)
@given(data=damaged())
def test_wrong_settings_are_findings_in_their_place(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("settings") / "policydsl.toml"
    path.write_bytes(data)
    found, diagnostics = read_settings(path, path.name)
    assert found.folder == path.parent
    for one in diagnostics:
        span = one.primary.span
        assert 0 <= span.start <= span.end <= len(span.source.text)
    terminal.render(diagnostics)


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "policydsl.toml").write_text('ignore = ["PD06"]')
    assert Projects().of(inner)[0].ignore == ("PD06",)
    # A project ends here, whatever stands above it.
    (tmp_path / "a" / "pyproject.toml").write_text("")
    assert Projects().of(inner)[0].ignore == ()
    (inner.parent / ".policydsl.toml").write_text('ignore = ["PD0690"]')
    assert Projects().of(inner)[0].ignore == ("PD0690",)
    (inner.parent / "policydsl.toml").write_text('ignore = ["PD0610"]')
    assert Projects().of(inner)[0].ignore == ("PD0610",)
    assert Projects(is_isolated=True).of(inner)[0].ignore == ()
    config = Projects(tmp_path / "policydsl.toml")
    assert config.of(inner)[0].ignore == ("PD06",)
