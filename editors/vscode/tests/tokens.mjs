// Prints the tokens that the engine of VS Code finds in the documents of standard
// input: a JSON list of texts; a JSON list of [line, start, end, scope] for each.
// Positions are counted in UTF-16 units, as the engine counts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length));
const place = new URL("../syntaxes/policydsl.tmLanguage.json", import.meta.url);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () =>
    textmate.parseRawGrammar(readFileSync(place, "utf-8"), "policydsl.tmLanguage.json"),
});
const grammar = await registry.loadGrammar("source.policydsl");

const found = JSON.parse(readFileSync(0, "utf-8")).map((text) => {
  let state = textmate.INITIAL;
  return text.split("\n").flatMap((line, number) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens
      .filter((token) => token.scopes.length > 1)
      .map((token) => [number, token.startIndex, token.endIndex, token.scopes.at(-1)]);
  });
});
process.stdout.write(JSON.stringify(found));
