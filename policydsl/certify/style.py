"""How a certificate looks, on a screen and on paper."""

STYLE = """\
:root { color-scheme: light; }
body {
  margin: 2rem auto; max-width: 60rem; padding: 0 1.5rem;
  font: 15px/1.5 system-ui, "Helvetica Neue", Arial, "PingFang SC", "PingFang TC",
    "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", sans-serif;
  color: #1c2329; background: #fff;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #24527a; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; color: #24527a; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dl.facts dt { color: #5a6670; }
dl.facts dd { margin: 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td {
  border: 1px solid #cfd6dc; padding: .35rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere;
}
thead th { background: #eef3f7; font-weight: 600; }
table.of4 th:nth-child(1) { width: 19%; }
table.of4 th:nth-child(2) { width: 27%; }
table.of4 th:nth-child(3) { width: 13%; }
table.of2 th:nth-child(1) { width: 27%; }
table.of3 th:nth-child(1) { width: 15%; }
table.of3 th:nth-child(2) { width: 35%; }
tr { break-inside: avoid; }
q { quotes: none; font-style: italic; color: #414d57; }
q:lang(zh) { font-style: normal; }
code {
  font-family: ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace;
  font-size: .9em;
}
.signature {
  display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.5rem;
  margin: 4rem 0 2rem; break-inside: avoid; color: #5a6670;
}
.signature span {
  display: block; height: 1.6rem; margin-bottom: .3rem;
  border-bottom: 1px solid #1c2329; color: #1c2329;
}
@page { size: A4; margin: 15mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.35; }
}
"""
