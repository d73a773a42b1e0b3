"""Every code that the tool can report.

PD01 reading, PD02 names, PD03 types, PD04 law, PD05 compiling, PD06 lint,
PD07 scenarios, PD09 files and settings.

A number is given out once. When a check goes away, its number moves to
``RETIRED``, so that it never comes back with another meaning.
"""

from policydsl.diagnostics.model import Code, Severity

# PD01: reading a document.
UNEXPECTED_WORD = Code(
    "PD0101", "unexpected-word", Severity.ERROR, "A word cannot stand where it does."
)
EMPTY_DOCUMENT = Code(
    "PD0102",
    "empty-document",
    Severity.ERROR,
    "A document has no sentence.",
)
UNKNOWN_WORD = Code(
    "PD0103",
    "unknown-word",
    Severity.ERROR,
    "A word is neither a keyword nor a term of the vocabularies in use.",
)
WRONG_SORT = Code(
    "PD0104",
    "wrong-sort",
    Severity.ERROR,
    "A term of one sort stands where another is needed.",
)
INCOMPLETE_SENTENCE = Code(
    "PD0105",
    "incomplete-sentence",
    Severity.ERROR,
    "A sentence ends too early.",
)
NOT_AVAILABLE = Code(
    "PD0106",
    "not-available",
    Severity.ERROR,
    "A sentence of the language cannot be compiled yet.",
)
HIDDEN_CHARACTER = Code(
    "PD0107",
    "hidden-character",
    Severity.ERROR,
    "A character is invisible or turns the direction of writing.",
)
LINE_TOO_LONG = Code(
    "PD0108",
    "line-too-long",
    Severity.ERROR,
    "A line is too long to be read.",
)
TOO_DEEP = Code(
    "PD0109",
    "too-deep",
    Severity.ERROR,
    "Brackets are nested too deep.",
)
NO_SUCH_DATE = Code(
    "PD0110",
    "no-such-date",
    Severity.ERROR,
    "There is no such day or time of day.",
)
NUMBER_TOO_LARGE = Code(
    "PD0111",
    "number-too-large",
    Severity.ERROR,
    "A number is too large.",
)
OPEN_QUOTATION = Code(
    "PD0112",
    "open-quotation",
    Severity.ERROR,
    "A quotation mark is not closed.",
)
NAME_IS_KEYWORD = Code(
    "PD0113",
    "name-is-keyword",
    Severity.ERROR,
    "A name is a word of the language.",
)
NAME_IS_TAKEN = Code(
    "PD0114",
    "name-is-taken",
    Severity.ERROR,
    "A name stands for something else already.",
)
SAID_TWICE = Code(
    "PD0115",
    "said-twice",
    Severity.ERROR,
    "What may be said once is said twice.",
)
WRONG_DOCUMENT = Code(
    "PD0116",
    "wrong-document",
    Severity.ERROR,
    "A sentence stands in a kind of document where it has no meaning.",
)
CLOCK_MISSING = Code(
    "PD0117",
    "clock-missing",
    Severity.ERROR,
    "A time does not say from what it is counted.",
)
NOTHING_PERMITS = Code(
    "PD0118",
    "nothing-permits",
    Severity.ERROR,
    "A word that permits or obliges begins no sentence.",
)
COMMA_OF_CHANNELS = Code(
    "PD0119",
    "comma-of-channels",
    Severity.ERROR,
    "A comma between channels can be read two ways.",
)
NO_COMPARISON = Code(
    "PD0120",
    "no-comparison",
    Severity.ERROR,
    "A number of days in a condition is not compared.",
)
BRACKETS_NEEDED = Code(
    "PD0121",
    "brackets-needed",
    Severity.ERROR,
    "Conditions with and and or can be read two ways.",
)
HOURS_AS_CONDITION = Code(
    "PD0122",
    "hours-as-condition",
    Severity.ERROR,
    "Hours or days stand where a condition is needed.",
)
TWO_ACTS = Code(
    "PD0123",
    "two-acts",
    Severity.ERROR,
    "A rule has two acts.",
)
OUTCOME_MISSING = Code(
    "PD0124",
    "outcome-missing",
    Severity.ERROR,
    "What became of a rule is not said.",
)
TWO_TRIGGERS = Code(
    "PD0125",
    "two-triggers",
    Severity.ERROR,
    "A rule has two triggers.",
)
TWO_CLOCKS = Code(
    "PD0126",
    "two-clocks",
    Severity.ERROR,
    "The two ends of a grid are counted from two clocks.",
)
UNKNOWN_LANGUAGE = Code(
    "PD0127",
    "unknown-language",
    Severity.ERROR,
    "A language has no table of words.",
)
NOT_AT_MARGIN = Code(
    "PD0128",
    "not-at-margin",
    Severity.ERROR,
    "A sentence does not begin at the left margin.",
)
SECOND_HEADER = Code(
    "PD0129",
    "second-header",
    Severity.ERROR,
    "A document has two headers.",
)

# PD02: names.
DECLARED_TWICE = Code(
    "PD0210", "declared-twice", Severity.ERROR, "A name is declared twice."
)
PARENT_OF_ANOTHER_SORT = Code(
    "PD0212",
    "parent-of-another-sort",
    Severity.ERROR,
    "A term is a kind of a term of another sort.",
)
CIRCULAR_IS = Code(
    "PD0213", "circular-is", Severity.ERROR, "A term is a kind of itself."
)
CIRCULAR_MEANING = Code(
    "PD0214",
    "circular-meaning",
    Severity.ERROR,
    "An event or a clock is explained by itself.",
)
CLOCK_NEVER_STARTS = Code(
    "PD0215", "clock-never-starts", Severity.ERROR, "Nothing starts a clock."
)
DAY_AFTER_CALENDAR = Code(
    "PD0217",
    "day-after-calendar",
    Severity.ERROR,
    "A calendar names a day after its last day.",
)
DAYS_OF_NO_CALENDAR = Code(
    "PD0218",
    "days-of-no-calendar",
    Severity.ERROR,
    "A calendar is made of something that is no day of its own.",
)
RULE_TWICE = Code(
    "PD0220", "rule-twice", Severity.ERROR, "Two rules have the same name."
)
UNKNOWN_ARTICLE = Code(
    "PD0223", "unknown-article", Severity.ERROR, "A law has no such article."
)
MISSING_USES = Code(
    "PD0224",
    "missing-uses",
    Severity.ERROR,
    "A document takes its words from no vocabulary.",
)
CIRCULAR_RULES = Code(
    "PD0226", "circular-rules", Severity.ERROR, "A rule waits for itself."
)
MISSING_HEADER_PART = Code(
    "PD0227",
    "missing-header-part",
    Severity.ERROR,
    "A header lacks a part that is needed.",
)
UNKNOWN_ZONE = Code(
    "PD0228", "unknown-zone", Severity.ERROR, "A time zone does not exist."
)
ARTICLE_TWICE = Code(
    "PD0229",
    "article-twice",
    Severity.ERROR,
    "Two articles of a law have the same number.",
)

# PD03: types.
ROLE_NOT_OF_ACT = Code(
    "PD0301",
    "role-not-of-act",
    Severity.ERROR,
    "An act says something that its verb has no role for.",
)
WRONG_AUDIENCE = Code(
    "PD0302",
    "wrong-audience",
    Severity.ERROR,
    "An act cannot be addressed to this party.",
)
NO_RECIPIENT = Code(
    "PD0303",
    "no-recipient",
    Severity.ERROR,
    "A recipient is meant where there is none.",
)
LEVEL_NOT_COMPARED = Code(
    "PD0304",
    "level-not-compared",
    Severity.ERROR,
    "A norm names a level of disclosure without comparing it.",
)
LEVEL_COMPARED = Code(
    "PD0305",
    "level-compared",
    Severity.ERROR,
    "A rule compares a level of disclosure and does not name one.",
)
MISSING_ROUNDING = Code(
    "PD0306",
    "missing-rounding",
    Severity.ERROR,
    "A number of months or years lacks its rounding.",
)
NO_BUSINESS_DAYS = Code(
    "PD0307",
    "no-business-days",
    Severity.ERROR,
    "A document counts business days without a calendar.",
)
SENSELESS_NUMBER = Code(
    "PD0308",
    "senseless-number",
    Severity.ERROR,
    "A number makes no sense where it stands.",
)
ENDS_BEFORE_IT_BEGINS = Code(
    "PD0309",
    "ends-before-it-begins",
    Severity.ERROR,
    "A span ends before it begins, or has no length.",
)
WRONG_TYPE = Code(
    "PD0310",
    "wrong-type",
    Severity.ERROR,
    "A fact is used as if it were of another type.",
)
UNKNOWN_VALUE = Code(
    "PD0311", "unknown-value", Severity.ERROR, "A fact has no such value."
)
WRONG_OUTCOME = Code(
    "PD0312", "wrong-outcome", Severity.ERROR, "This cannot become of it."
)
WRONG_OWNER = Code(
    "PD0313",
    "wrong-owner",
    Severity.ERROR,
    "A fact, clock or event is said to be of somebody it cannot belong to.",
)
ACTION_DOES_NOT_FIT = Code(
    "PD0314",
    "action-does-not-fit",
    Severity.ERROR,
    "A trigger and what it sets off do not go together.",
)
CLAUSE_DOES_NOT_FIT = Code(
    "PD0315",
    "clause-does-not-fit",
    Severity.ERROR,
    "A clause makes no sense where it stands.",
)
CLAUSE_TWICE = Code(
    "PD0316",
    "clause-twice",
    Severity.ERROR,
    "A clause that can stand once stands twice.",
)
WRONG_AMOUNT = Code(
    "PD0317",
    "wrong-amount",
    Severity.ERROR,
    "An amount has more decimal places than its currency.",
)
MIXED_UNITS = Code(
    "PD0318",
    "mixed-units",
    Severity.ERROR,
    "Days and hours are mixed in one row of times.",
)
OPEN_WORDS = Code(
    "PD0319", "open-words", Severity.ERROR, "Open words stand outside a law."
)
AUDIENCE_NOT_STATED = Code(
    "PD0320",
    "audience-not-stated",
    Severity.ERROR,
    "An act does not say whom it is addressed to.",
)

# PD05: compiling.
NOT_AVAILABLE_YET = Code(
    "PD0501",
    "not-available-yet",
    Severity.ERROR,
    "The language has this, and this version cannot run it.",
)

# PD07: scenarios.
SCENARIO_ENDS_BEFORE_IT_BEGINS = Code(
    "PD0701",
    "scenario-ends-before-it-begins",
    Severity.ERROR,
    "A scenario ends before it begins.",
)
RULE_NOT_IN_POLICY = Code(
    "PD0702",
    "rule-not-in-policy",
    Severity.ERROR,
    "A scenario speaks of a rule that its policy does not have.",
)
GIVEN_DOES_NOT_FIT = Code(
    "PD0703",
    "given-does-not-fit",
    Severity.ERROR,
    "A scenario gives something that cannot simply be given.",
)
DAY_OUTSIDE_SCENARIO = Code(
    "PD0704",
    "day-outside-scenario",
    Severity.ERROR,
    "A day is outside the days of its scenario.",
)
ALWAYS_WITHOUT_ACT = Code(
    "PD0705",
    "always-without-act",
    Severity.ERROR,
    "Something is given always that is not what becomes of an act.",
)
EXPECTATION_DOES_NOT_FIT = Code(
    "PD0706",
    "expectation-does-not-fit",
    Severity.ERROR,
    "A scenario expects what cannot become of its rule.",
)
OUTAGE_WITHOUT_LENGTH = Code(
    "PD0707",
    "outage-without-length",
    Severity.ERROR,
    "An outage ends before it begins, or at once.",
)

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
    "PD0905",
    "circular-uses",
    Severity.ERROR,
    "Vocabularies use each other in a circle.",
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
    "PD0908",
    "bad-settings",
    Severity.ERROR,
    "The settings of a project cannot be read.",
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
