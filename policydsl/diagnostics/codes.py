"""Every code that the tool can report.

PD01 reading, PD02 names, PD03 types, PD04 law, PD05 compiling, PD06 lint,
PD07 scenarios, PD09 files and settings.

A number is given out once. When a check goes away, its number moves to
``RETIRED``, so that it never comes back with another meaning.
"""

from policydsl.diagnostics.model import Code, Severity

# PD01: reading a document.

# PD02: names.

# PD03: types.

# PD05: compiling.

# PD07: scenarios.

# PD09: files and settings.
UNREADABLE_FILE = Code(
    "PD0901", "unreadable-file", Severity.ERROR, "A file cannot be opened."
)
NOT_UTF8 = Code(
    "PD0902", "not-utf8", Severity.ERROR, "A document is not written in UTF-8."
)
DOCUMENT_TOO_LARGE = Code(
    "PD0903", "document-too-large", Severity.ERROR, "A document is too large to read."
)
DOCUMENT_NOT_FOUND = Code(
    "PD0904",
    "document-not-found",
    Severity.ERROR,
    "A document that is named is in none of the places that are searched.",
)
CIRCULAR_USES = Code(
    "PD0905", "circular-uses", Severity.ERROR, "Vocabularies use each other in a circle."
)
AMBIGUOUS_DOCUMENT = Code(
    "PD0906",
    "ambiguous-document",
    Severity.ERROR,
    "Two documents in one place have the same name.",
)
UNKNOWN_SETTING = Code(
    "PD0907", "unknown-setting", Severity.ERROR, "A setting is not known."
)
BAD_SETTINGS = Code(
    "PD0908", "bad-settings", Severity.ERROR, "The settings of a project cannot be read."
)
DOCUMENT_HAS_ERRORS = Code(
    "PD0909",
    "document-has-errors",
    Severity.ERROR,
    "A document that is used has errors of its own.",
)

# In the order of definition. A test checks that no number is used twice.
ALL = tuple(value for value in list(globals().values()) if isinstance(value, Code))
RETIRED: frozenset[str] = frozenset()
