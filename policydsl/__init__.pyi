from policydsl.driver import Loaded as Loaded
from policydsl.driver import PolicyError as PolicyError
from policydsl.driver import check_text as check_text
from policydsl.driver import compile_versions as compile_versions
from policydsl.driver import load as load
from policydsl.runtime.case import Case as Case
from policydsl.runtime.case import Party as Party
from policydsl.runtime.decision import Decision as Decision
from policydsl.runtime.decision import State as State
from policydsl.runtime.family import family as family

__all__: list[str]
__version__: str
