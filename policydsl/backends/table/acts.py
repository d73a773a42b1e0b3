"""The roles of an act as cells, the unstated ones in plain sight."""

from policydsl.backends.table.model import Cell, Item, Tone, items
from policydsl.backends.table.setting import Setting
from policydsl.semantics import core
from policydsl.syntax import ast

# The columns of the roles that a verb may have, and what fills each.
_ROLES = {
    "who": ast.Sort.PARTY,
    "how": ast.Sort.CHANNEL,
    "purpose": ast.Sort.PURPOSE,
    "matter": ast.Sort.MATTER,
    "disclosure": ast.Sort.LEVEL,
    "actor": ast.Sort.ACTOR,
}
_UNSTATED = {
    "who": "act.any_party",
    "how": "act.any_channel",
    "purpose": "act.any_purpose",
    "matter": "act.any_matter",
    "disclosure": "act.any_disclosure",
    "actor": "act.any_actor",
}


def act_cells(setting: Setting, act: core.Act) -> dict[str, Cell]:
    """Return what is done, to whom, how and saying what, by column."""
    stated = _stated(setting, act)
    roles = _roles_of(setting, act)
    cells: dict[str, Cell] = {"what": _what(setting, act)}
    for column, sort in _ROLES.items():
        if column in stated:
            cells[column] = items(stated[column])
        elif sort in roles:
            cells[column] = (_missing(setting, column),)
    if ast.Sort.PARTY not in roles and "who" not in stated:
        cells["who"] = items(setting.say("act.no_audience"), tone=Tone.ASIDE)
    return cells


def unstated_roles(setting: Setting, act: core.Act) -> list[str]:
    """Return the names of the roles that the act could state and does not."""
    stated = _stated(setting, act)
    roles = _roles_of(setting, act)
    return [
        setting.say(f"sorts.{sort.value}")
        for column, sort in _ROLES.items()
        if sort in roles and column not in stated
    ]


def _roles_of(setting: Setting, act: core.Act) -> frozenset[ast.Sort]:
    verb = setting.policy.vocabulary.verbs[act.verb]
    return frozenset(role.sort for role in verb.roles)


def _what(setting: Setting, act: core.Act) -> Cell:
    verb = setting.phrase(act.node.verb)
    count = act.node.roles.count
    if count is not None:
        said = setting.say("act.count", count=setting.phrase(count))
        verb = setting.listed([verb, said])
    item = act.node.roles.item
    if item is not None:
        said = setting.say("act.about_item", item=setting.phrase(item))
        verb = setting.listed([verb, said])
    force = []
    length, ending = act.node.roles.length, act.node.roles.ending
    if length is not None:
        force.append(setting.say("act.length", length=setting.phrase(length)))
    if ending is not None:
        force.append(setting.say("act.ending", time=setting.phrase(ending)))
    if act.node.roles.effective:
        dates = [setting.phrase(date) for date in act.node.roles.effective]
        force.append(setting.say("act.effective", date=setting.listed(dates)))
    if act.is_coercive:
        force.append(setting.say("act.coercive"))
    if act.is_irreversible:
        force.append(setting.say("act.irreversible"))
    return items(verb) + items(*force, tone=Tone.ASIDE)


def _stated(setting: Setting, act: core.Act) -> dict[str, str]:
    node, roles = act.node, act.node.roles
    found: dict[str, str] = {}
    if node.audience is not None:
        party = setting.phrase(node.audience)
        found["who"] = setting.say("act.each", party=party) if node.each else party
    if roles.channels is not None:
        found["how"] = _channels(setting, roles.channels)
    for column, term in (
        ("purpose", roles.purpose),
        ("matter", roles.matter),
        ("actor", roles.actor),
    ):
        if term is not None:
            found[column] = setting.phrase(term)
    own = [] if "actor" in found else _own_actors(setting)
    if own and ast.Sort.ACTOR in _roles_of(setting, act):
        found["actor"] = setting.say("act.own_actor", actor=setting.listed(own))
    if roles.disclosing is not None:
        found["disclosure"] = setting.phrase(roles.disclosing.level)
    return found


def _own_actors(setting: Setting) -> list[str]:
    """Return who acts under the policy as a whole, as its header says."""
    header = setting.policy.document.header
    scope = header.scope if isinstance(header, ast.PolicyHeader) else None
    terms = scope.terms if scope is not None else ()
    return [setting.phrase(term) for term in terms if term.sort is ast.Sort.ACTOR]


def _channels(setting: Setting, channels: ast.Channels) -> str:
    names = [setting.phrase(channel) for channel in channels.channels]
    if len(names) == 1:
        return names[0]
    listed = setting.listed(names)
    match channels.joined:
        case ast.Joined.AND:
            return setting.say("act.all_channels", list=listed)
        case ast.Joined.OR:
            return setting.say("act.first_channel", list=listed)


def _missing(setting: Setting, column: str) -> Item:
    levels = setting.policy.vocabulary.levels
    widest = setting.spell(levels[-1], ast.Sort.LEVEL) if levels else ""
    return Item(setting.say(_UNSTATED[column], level=widest), Tone.MISSING)
