"""A certificate as one page of HTML: to be read, printed and signed."""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from policydsl.certify.style import STYLE
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.text import Text

_Table = Mapping[str, object]
_VERDICTS: Mapping[str, Text] = {
    "lawful": Text("lawful"),
    "undetermined": Text("undetermined"),
    "out of scope": Text("out of scope"),
}
_KINDS: Mapping[str, Text] = {
    "policy": Text("policy"),
    "law": Text("law"),
    "vocabulary": Text("vocabulary"),
}


def as_html(record: _Table) -> str:
    """Return a record as a page."""
    return _Page(record).text()


class _Page:
    def __init__(self, record: _Table) -> None:
        self._record = record
        self._language = str(record["language"])

    def text(self) -> str:
        policy = cast(_Table, self._record["policy"])
        name = policy["title"] or policy["name"]
        title = self._say(Text("Certificate: {policy}", policy=name))
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{_escaped(self._language.replace("_", "-"))}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{STYLE}</style>",
            "</head>",
            "<body>",
            f"<h1>{title}</h1>",
            *self._facts(policy),
            *self._verdicts(),
            *self._list(Text("What is taken for granted"), self._rows("assumptions")),
            *self._list(Text("What is not shown"), self._rows("not shown")),
            *self._duties(),
            *self._changes(),
            *self._documents(),
            *self._signature(),
            "</body>",
            "</html>",
        ]
        return "\n".join(lines) + "\n"

    def _say(self, text: str) -> str:
        return _escaped(in_language(text, self._language))

    def _rows(self, key: str) -> Sequence[object]:
        return cast(Sequence[object], self._record[key])

    def _tables(self, key: str) -> Sequence[_Table]:
        return cast(Sequence[_Table], self._record[key])

    def _facts(self, policy: _Table) -> Iterator[str]:
        days = cast(_Table, self._record["days"])
        made = cast(Mapping[str, str], self._record["made with"])
        counts = cast(Mapping[str, int], self._record["counts"])
        version = "" if policy["version"] is None else f" {policy['version']}"
        until = days["last"] or "…"
        said = ", ".join(
            f"{in_language(word, self._language)}: {counts[name]}"
            for name, word in _VERDICTS.items()
            if counts[name]
        )
        facts = (
            (Text("Policy"), f"{policy['name']}{version}"),
            (Text("Days"), f"{days['first']} – {until}"),
            (Text("Verdicts"), said),
            (Text("Made with"), ", ".join(f"{name} {made[name]}" for name in made)),
        )
        yield '<dl class="facts">'
        for name, value in facts:
            yield f"<dt>{self._say(name)}</dt><dd>{_escaped(value)}</dd>"
        yield "</dl>"

    def _verdicts(self) -> Iterator[str]:
        told = self._tables("verdicts")
        yield f"<h2>{self._say(Text('Verdicts'))}</h2>"
        yield from self._table(
            (Text("Rule"), Text("Article"), Text("Verdict"), Text("Why")),
            [self._row(one) for one in told if one["verdict"] != "out of scope"],
        )
        beside = [one for one in told if one["verdict"] == "out of scope"]
        if beside:
            by_rule: dict[str, list[str]] = {}
            for one in beside:
                by_rule.setdefault(str(one["rule"]), []).append(str(one["article"]))
            title = self._say(Text("Articles that are about no act of a rule"))
            yield f"<h3>{title}</h3>"
            yield from self._table(
                (Text("Rule"), Text("Articles")),
                [
                    (f"<code>{_escaped(rule)}</code>", _escaped(", ".join(articles)))
                    for rule, articles in by_rule.items()
                ],
            )

    def _row(self, one: _Table) -> tuple[str, ...]:
        article = f"<code>{_escaped(one['article'])}</code>"
        return (
            f"<code>{_escaped(one['rule'])}</code>",
            _lines(article, _escaped(one["title"])),
            self._say(_VERDICTS[str(one["verdict"])]),
            _lines(*self._why(one)),
        )

    def _why(self, one: _Table) -> Iterator[str]:
        yield _escaped(one["why"])
        for clause in cast(Sequence[str], one["clauses"]):
            yield f"<q>{_escaped(clause)}</q>"
        for limit in cast(Sequence[str], one["relies on"]):
            yield self._say(Text("if everybody keeps `{limit}`", limit=limit))

    def _table(
        self, names: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Iterator[str]:
        if not rows:
            yield f"<p>{self._say(Text('None.'))}</p>"
            return
        heads = "".join(f'<th scope="col">{self._say(name)}</th>' for name in names)
        yield f'<table class="of{len(names)}"><thead><tr>{heads}</tr></thead><tbody>'
        for row in rows:
            cells = "".join(f"<td>{cell}</td>" for cell in row)
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table>"

    def _list(self, title: str, lines: Sequence[object]) -> Iterator[str]:
        yield f"<h2>{self._say(title)}</h2>"
        yield "<ol>"
        yield from (f"<li>{_escaped(line)}</li>" for line in lines)
        yield "</ol>"

    def _duties(self) -> Iterator[str]:
        yield f"<h2>{self._say(Text('Duties left to people'))}</h2>"
        rows = [
            (f"<code>{_escaped(one['article'])}</code>", _escaped(one["duty"]))
            for one in self._tables("obligations")
        ]
        yield from self._table((Text("Article"), Text("Duty")), rows)

    def _changes(self) -> Iterator[str]:
        changes = self._tables("changes")
        if not changes:
            return
        yield f"<h2>{self._say(Text('Articles that begin or end'))}</h2>"
        rows = []
        for one in changes:
            text = Text("begins" if one["begins"] else "is no longer in force")
            article = f"<code>{_escaped(one['article'])}</code>"
            rows.append((_escaped(one["day"]), article, self._say(text)))
        yield from self._table((Text("Day"), Text("Article"), Text("Change")), rows)

    def _documents(self) -> Iterator[str]:
        yield f"<h2>{self._say(Text('Documents'))}</h2>"
        rows = [
            (
                self._say(_KINDS[str(one["kind"])]),
                _lines(f"<code>{_escaped(one['name'])}</code>", _escaped(one["title"])),
                f'<code class="hash">{_escaped(one["sha256"])}</code>',
            )
            for one in self._tables("documents")
        ]
        yield from self._table((Text("Kind"), Text("Document"), Text("SHA-256")), rows)

    def _signature(self) -> Iterator[str]:
        yield '<section class="signature">'
        for name in (Text("Name"), Text("Office"), Text("Signature")):
            yield f"<div><span></span>{self._say(name)}</div>"
        day = _escaped(self._record["signed on"])
        yield f"<div><span>{day}</span>{self._say(Text('Date'))}</div>"
        yield "</section>"


def _lines(*lines: str) -> str:
    return "".join(f"<div>{line}</div>" for line in lines if line)


def _escaped(text: object) -> str:
    return "" if text is None else html.escape(str(text))
