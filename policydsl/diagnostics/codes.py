"""Every code that the tool can report.

PD01 reading, PD02 names, PD03 types, PD04 law, PD05 compiling, PD06 lint,
PD07 scenarios, PD09 files and settings.

A number is given out once. When a check goes away, its number moves to
``RETIRED``, so that it never comes back with another meaning.
"""

from policydsl.diagnostics import lint_codes
from policydsl.diagnostics.kinds import error, note, warning
from policydsl.diagnostics.model import Code, Severity

# PD01: reading a document.
UNEXPECTED_WORD = error(
    "PD0101", "unexpected-word", "A word cannot stand where it does."
)
EMPTY_DOCUMENT = error("PD0102", "empty-document", "A document has no sentence.")
UNKNOWN_WORD = error(
    "PD0103",
    "unknown-word",
    "A word is neither a keyword nor a term of the vocabularies in use.",
)
WRONG_SORT = error(
    "PD0104", "wrong-sort", "A term of one sort stands where another is needed."
)
INCOMPLETE_SENTENCE = error(
    "PD0105", "incomplete-sentence", "A sentence ends too early."
)
NOT_AVAILABLE = error(
    "PD0106", "not-available", "A sentence of the language cannot be compiled yet."
)
HIDDEN_CHARACTER = error(
    "PD0107",
    "hidden-character",
    "A character is invisible or turns the direction of writing.",
)
LINE_TOO_LONG = error("PD0108", "line-too-long", "A line is too long to be read.")
TOO_DEEP = error("PD0109", "too-deep", "Brackets are nested too deep.")
NO_SUCH_DATE = error("PD0110", "no-such-date", "There is no such day or time of day.")
NUMBER_TOO_LARGE = error("PD0111", "number-too-large", "A number is too large.")
OPEN_QUOTATION = error("PD0112", "open-quotation", "A quotation mark is not closed.")
NAME_IS_KEYWORD = error(
    "PD0113", "name-is-keyword", "A name is a word of the language."
)
NAME_IS_TAKEN = error(
    "PD0114", "name-is-taken", "A name stands for something else already."
)
SAID_TWICE = error("PD0115", "said-twice", "What may be said once is said twice.")
WRONG_DOCUMENT = error(
    "PD0116",
    "wrong-document",
    "A sentence stands in a kind of document where it has no meaning.",
)
CLOCK_MISSING = error(
    "PD0117", "clock-missing", "A time does not say from what it is counted."
)
NOTHING_PERMITS = error(
    "PD0118", "nothing-permits", "A word that permits or obliges begins no sentence."
)
COMMA_OF_CHANNELS = error(
    "PD0119", "comma-of-channels", "A comma between channels can be read two ways."
)
NO_COMPARISON = error(
    "PD0120", "no-comparison", "A number of days in a condition is not compared."
)
BRACKETS_NEEDED = error(
    "PD0121", "brackets-needed", "Conditions with and and or can be read two ways."
)
HOURS_AS_CONDITION = error(
    "PD0122", "hours-as-condition", "Hours or days stand where a condition is needed."
)
TWO_ACTS = error("PD0123", "two-acts", "A rule, or a norm, has two acts.")
OUTCOME_MISSING = error(
    "PD0124", "outcome-missing", "What became of a rule is not said."
)
TWO_TRIGGERS = error("PD0125", "two-triggers", "A rule has two triggers.")
TWO_CLOCKS = error(
    "PD0126", "two-clocks", "The two ends of a grid are counted from two clocks."
)
UNKNOWN_LANGUAGE = error(
    "PD0127", "unknown-language", "A language has no table of words."
)
NOT_AT_MARGIN = error(
    "PD0128", "not-at-margin", "A sentence does not begin at the left margin."
)
SECOND_HEADER = error("PD0129", "second-header", "A document has two headers.")
NO_HEADER = error("PD0130", "no-header", "A document does not begin with a header.")
MIXED_LETTERS = error(
    "PD0131", "mixed-letters", "A name mixes letters of two alphabets."
)

# PD02: names.
DECLARED_TWICE = error("PD0210", "declared-twice", "A name is declared twice.")
PARENT_OF_ANOTHER_SORT = error(
    "PD0212", "parent-of-another-sort", "A term is a kind of a term of another sort."
)
CIRCULAR_IS = error("PD0213", "circular-is", "A term is a kind of itself.")
CIRCULAR_MEANING = error(
    "PD0214", "circular-meaning", "An event or a clock is explained by itself."
)
CLOCK_NEVER_STARTS = error("PD0215", "clock-never-starts", "Nothing starts a clock.")
DAY_AFTER_CALENDAR = error(
    "PD0217", "day-after-calendar", "A calendar names a day that it does not know."
)
DAYS_OF_NO_CALENDAR = error(
    "PD0218",
    "days-of-no-calendar",
    "A calendar is made of something that is no day of its own.",
)
RULE_TWICE = error("PD0220", "rule-twice", "Two rules have the same name.")
UNKNOWN_ARTICLE = error("PD0223", "unknown-article", "A law has no such article.")
MISSING_USES = error(
    "PD0224", "missing-uses", "A document takes its words from no vocabulary."
)
CIRCULAR_RULES = error("PD0226", "circular-rules", "A rule waits for itself.")
MISSING_HEADER_PART = error(
    "PD0227", "missing-header-part", "A header lacks a part that is needed."
)
UNKNOWN_ZONE = error("PD0228", "unknown-zone", "A time zone does not exist.")
ARTICLE_TWICE = error(
    "PD0229", "article-twice", "Two articles of a law have the same number."
)
SPELLED_TWICE = Code(
    "PD0230",
    "spelled-twice",
    Severity.ERROR,
    "Two terms are spelled alike in one language.",
)
NAMES_DO_NOT_MATCH = Code(
    "PD0231",
    "names-do-not-match",
    Severity.ERROR,
    "A sentence gives more or fewer names than it introduces.",
)

VERSION_ORDER = error(
    "PD0232",
    "version-order",
    "The numbers of the versions of a policy are not in the order of their days.",
)
VERSIONS_OVERLAP = error(
    "PD0233", "versions-overlap", "Two versions of a policy are in force on one day."
)
TWO_ZONES = error("PD0234", "two-zones", "Two facts say in which zone one party is.")

# PD03: types.
ROLE_NOT_OF_ACT = error(
    "PD0301", "role-not-of-act", "An act says something that its verb has no role for."
)
WRONG_AUDIENCE = error(
    "PD0302", "wrong-audience", "An act cannot be addressed to this party."
)
NO_RECIPIENT = error(
    "PD0303", "no-recipient", "A recipient is meant where there is none."
)
LEVEL_NOT_COMPARED = error(
    "PD0304",
    "level-not-compared",
    "A norm names a level of disclosure without comparing it.",
)
LEVEL_COMPARED = error(
    "PD0305",
    "level-compared",
    "A rule compares a level of disclosure and does not name one.",
)
MISSING_ROUNDING = error(
    "PD0306", "missing-rounding", "A number of months or years lacks its rounding."
)
NO_BUSINESS_DAYS = error(
    "PD0307", "no-business-days", "A document counts business days without a calendar."
)
SENSELESS_NUMBER = error(
    "PD0308", "senseless-number", "A number makes no sense where it stands."
)
ENDS_BEFORE_IT_BEGINS = error(
    "PD0309", "ends-before-it-begins", "A span ends before it begins, or has no length."
)
WRONG_TYPE = error(
    "PD0310", "wrong-type", "A fact is used as if it were of another type."
)
UNKNOWN_VALUE = error("PD0311", "unknown-value", "A fact has no such value.")
WRONG_OUTCOME = error("PD0312", "wrong-outcome", "This cannot become of it.")
WRONG_OWNER = error(
    "PD0313",
    "wrong-owner",
    "A fact, clock or event is said to be of somebody it cannot belong to.",
)
ACTION_DOES_NOT_FIT = error(
    "PD0314",
    "action-does-not-fit",
    "A trigger and what it sets off do not go together.",
)
CLAUSE_DOES_NOT_FIT = error(
    "PD0315", "clause-does-not-fit", "A clause makes no sense where it stands."
)
WRONG_AMOUNT = error(
    "PD0317", "wrong-amount", "An amount has more decimal places than its currency."
)
MIXED_UNITS = error(
    "PD0318", "mixed-units", "Days and hours are mixed in one row of times."
)
OPEN_WORDS = error("PD0319", "open-words", "Open words stand outside a law.")
AUDIENCE_NOT_STATED = error(
    "PD0320", "audience-not-stated", "An act does not say whom it is addressed to."
)

WHICH_OF_SEVERAL = error(
    "PD0321",
    "which-of-several",
    "A case may have several of a party, and nothing says which is meant.",
)
EACH_OF_ONE = error(
    "PD0322", "each-of-one", "`each` is said of a party of which there is only one."
)

# PD04: the law.
BREACHES_LAW = error(
    "PD0401", "breaches-law", "An act of a rule can break an article of a law."
)
BREACHES_STANDARD = error(
    "PD0402",
    "breaches-standard",
    "An act of a rule can break an article of a standard that was not declared.",
)
PRESUMED_BREACH = error(
    "PD0403",
    "presumed-breach",
    "An act of a rule can be what a law presumes to be a breach.",
)
UNDETERMINED = warning(
    "PD0404",
    "undetermined",
    "Whether a rule keeps an article hangs on what nobody stated.",
)
NOT_PROVED = error(
    "PD0405",
    "not-proved",
    "Neither a proof nor a case that breaks the article was found.",
)
TEXT_CHANGES = warning(
    "PD0406",
    "text-changes",
    "A policy stops being lawful when an article begins.",
)
SUPERFLUOUS_FOR_LAW = note(
    "PD0408",
    "superfluous-for-law",
    "A clause can go without an article of the laws failing.",
)

# The logic of a policy by itself.
NEVER_ACTS = error("PD0421", "never-acts", "There is no moment at which a rule acts.")
NEVER_HELD = warning(
    "PD0422", "never-held", "There is no moment at which a measure is held."
)
CONTRADICTION = error(
    "PD0423", "contradiction", "Two sentences of a policy cannot both be kept."
)
SAME_ACT_TWICE = warning(
    "PD0424", "same-act-twice", "Two rules do the same act for the same cause."
)
NOTHING_DUE = warning(
    "PD0425", "nothing-due", "Nothing is due for longer than a project allows."
)
DAY_NOT_KEPT = error(
    "PD0426", "day-not-kept", "What a rule waits for comes later than its day."
)
NEEDED_ACT_LAPSES = warning(
    "PD0427", "needed-act-lapses", "A rule needs an act that may be dropped when late."
)
CAP_HOLDS_BACK = warning(
    "PD0428", "cap-holds-back", "A number of times may hold back what is owed in time."
)
DUE_AT_ONCE = warning(
    "PD0429", "due-at-once", "At the end of a pause several acts are due at once."
)
MONTHS_DRIFT = warning(
    "PD0430", "months-drift", "Months are counted from a day that was rounded already."
)
FOUND_IS_LOST = warning(
    "PD0431", "found-is-lost", "A sign of somebody begins a clock of their absence."
)

# PD05: compiling.

# PD06: what is allowed and looks like a slip; lint rules have ``lint_codes``.
SHADOWED_STAGE = warning(
    "PD0601",
    "shadowed-stage",
    "A stage can never be held, since a worse one always is.",
)
ENDLESS_FREEZE = warning("PD0602", "endless-freeze", "Nothing ends a pause of a clock.")
FREEZE_WITHOUT_FORBID = warning(
    "PD0603", "freeze-without-forbid", "A clock is frozen, but acts go on."
)
VERSION_GAP = warning(
    "PD0604", "version-gap", "Between two versions of a policy none is in force."
)
NAME_DISAPPEARS = warning(
    "PD0605",
    "name-disappears",
    "A version of a policy has no rule that the version before has.",
)
UNUSED_IGNORE = warning("PD0606", "unused-ignore", "A comment ignores nothing.")
IGNORE_WITHOUT_REASON = warning(
    "PD0607", "ignore-without-reason", "A comment ignores a finding and says no reason."
)
BAD_IGNORE = warning(
    "PD0608", "bad-ignore", "A comment asks for what cannot be ignored or understood."
)

# PD07: scenarios.
SCENARIO_ENDS_BEFORE_IT_BEGINS = error(
    "PD0701", "scenario-ends-before-it-begins", "A scenario ends before it begins."
)
RULE_NOT_IN_POLICY = error(
    "PD0702",
    "rule-not-in-policy",
    "A scenario speaks of a rule that its policy does not have.",
)
GIVEN_DOES_NOT_FIT = error(
    "PD0703",
    "given-does-not-fit",
    "A scenario gives something that cannot simply be given.",
)
DAY_OUTSIDE_SCENARIO = error(
    "PD0704", "day-outside-scenario", "A day is outside the days of its scenario."
)
ALWAYS_WITHOUT_ACT = error(
    "PD0705",
    "always-without-act",
    "Something is given always that is not what becomes of an act.",
)
EXPECTATION_DOES_NOT_FIT = error(
    "PD0706",
    "expectation-does-not-fit",
    "A scenario expects what cannot become of its rule.",
)
OUTAGE_WITHOUT_LENGTH = error(
    "PD0707", "outage-without-length", "An outage ends before it begins, or at once."
)
SCENARIO_TWICE = error("PD0708", "scenario-twice", "Two scenarios have the same name.")
EXPECTS_NOTHING = warning(
    "PD0709", "expects-nothing", "A scenario expects nothing, so it cannot fail."
)
NEVER_AND_DONE = error(
    "PD0710", "never-and-done", "A rule is expected never to act, and to act on a day."
)

# PD09: files and settings.
UNREADABLE_FILE = error("PD0901", "unreadable-file", "A file cannot be opened.")
NOT_UTF8 = error("PD0902", "not-utf8", "A document is not written in UTF-8.")
DOCUMENT_TOO_LARGE = error(
    "PD0903", "document-too-large", "A document is too large to read."
)
DOCUMENT_NOT_FOUND = error(
    "PD0904",
    "document-not-found",
    "A document that is named is in none of the places that are searched.",
)
CIRCULAR_USES = error(
    "PD0905", "circular-uses", "Vocabularies use each other in a circle."
)
AMBIGUOUS_DOCUMENT = error(
    "PD0906", "ambiguous-document", "Two documents in one place have the same name."
)
UNKNOWN_SETTING = error("PD0907", "unknown-setting", "A setting is not known.")
BAD_SETTINGS = error(
    "PD0908", "bad-settings", "The settings of a project cannot be read."
)
DOCUMENT_HAS_ERRORS = error(
    "PD0909", "document-has-errors", "A document that is used has errors of its own."
)

# In the order of numbers. A test checks that no number is used twice.
_OWN = (value for value in list(globals().values()) if isinstance(value, Code))
ALL = tuple(sorted((*_OWN, *lint_codes.ALL), key=lambda code: code.number))
RETIRED: frozenset[str] = frozenset()
