"""How the page of tables looks, on a screen and on paper."""

STYLE = """\
:root { color-scheme: light; }
body {
  margin: 2rem auto; max-width: 84rem; padding: 0 1.5rem;
  font: 15px/1.5 system-ui, "Helvetica Neue", Arial, "PingFang SC", "PingFang TC",
    "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", sans-serif;
  color: #1c2329; background: #fff;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid #24527a; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; color: #24527a; }
p.note { margin: .2rem 0; max-width: 62rem; color: #414d57; }
ul.notes {
  display: flex; flex-wrap: wrap; gap: 0 1.4rem; margin: .2rem 0; padding: 0;
  list-style: none; color: #414d57; max-width: 75rem;
}
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dl.facts dt { color: #5a6670; }
dl.facts dd { margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0; list-style: none; }
a { color: #24527a; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; min-width: 56rem; }
th, td {
  border: 1px solid #cfd6dc; padding: .4rem .55rem; text-align: left;
  vertical-align: top; font-weight: normal; overflow-wrap: break-word;
}
table.ladder col.when { width: 14%; }
table.ladder col.what { width: 10%; }
table.ladder col.saying { width: 14%; }
table.ladder col.why { width: 16%; }
table.ladder col.provided { width: 19%; }
table.limits col.number { width: 4%; }
table.limits col.bound { width: 22%; }
table.glossary col.term { width: 22%; }
table.glossary col.kind { width: 9%; }
table.glossary col.used { width: 19%; }
thead th { background: #eef3f7; font-weight: 600; }
tbody tr:nth-child(even) { background: #fafbfc; }
tbody th > div:first-child { font-weight: 600; }
td > div + div, th > div + div { margin-top: .2rem; }
td b { font-weight: 600; color: #5a6670; }
small { font-size: .86em; color: #5a6670; }
code {
  font-family: ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace;
  font-size: .9em;
}
mark.missing { background: #fff0c2; color: #6b4b00; padding: 0 .2em; }
q { quotes: none; font-style: italic; }
q:lang(zh) { font-style: normal; }
time { white-space: nowrap; }
.rule q { font-style: normal; font-weight: 600; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9pt; line-height: 1.35; }
  nav { display: none; }
  .scroll { overflow: visible; }
  table { min-width: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3, p.note { break-after: avoid; }
  mark.missing { border-bottom: 1px solid #6b4b00; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
