"""Which settings hold where: the nearest file wins, and a call may name one."""

from pathlib import Path

from policydsl.diagnostics.model import Diagnostic
from policydsl.documents.paths import absolute, shown_path
from policydsl.documents.settings import Settings, read_settings, settings_in

Found = tuple[Settings, tuple[Diagnostic, ...]]


class Projects:
    """The settings of folders; each file is read once.

    ``config`` is one file for all folders; ``is_isolated``: none is read.
    """

    def __init__(self, config: Path | None = None, is_isolated: bool = False) -> None:
        self._config = None if config is None else absolute(config)
        self._is_isolated = is_isolated
        self._folders: dict[Path, Found] = {}

    def of(self, folder: Path) -> Found:
        """Return the settings that hold in a folder, and what is wrong with them.

        The nearest ``pyproject.toml`` ends the search: a project ends there.
        """
        place = absolute(folder)
        if place not in self._folders:
            self._folders[place] = self._of(place)
        return self._folders[place]

    def _of(self, folder: Path) -> Found:
        if self._is_isolated:
            return Settings(folder=folder), ()
        if self._config is not None:
            if folder != self._config.parent:
                return self.of(self._config.parent)
            return read_settings(self._config, shown_path(self._config))
        path = settings_in(folder)
        if path is not None:
            return read_settings(path, shown_path(path))
        if folder == folder.parent:
            return Settings(folder=folder), ()
        return self.of(folder.parent)
