"""Settings of the docs: ``sphinx-build -W --keep-going -n docs OUT``."""

import sys
from pathlib import Path

# The docs are checked by the compiler that lies beside them.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent / "_ext"))

from policydsl import __version__

project = "policydsl"
author = "the policydsl authors"
copyright = "the policydsl authors"
version = release = __version__

extensions = ["policydsl.sphinxext", "dated", "output", "packs"]
exclude_patterns = ["_build", "_ext", "fragments"]
highlight_language = "none"
smartquotes = False
nitpicky = True

html_theme = "furo"
html_title = "policydsl"
html_copy_source = False
html_show_sphinx = False
