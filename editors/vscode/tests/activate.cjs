// Activates the bundled extension in front of an editor that is played here, and
// prints what it asked the editor for.
const Module = require("node:module");

const asked = [];
// Whatever the client library looks up is a class with everything in it.
const anything = () =>
  new Proxy(class {}, {
    get: (target, name) => {
      if (name in target || typeof name === "symbol") return target[name];
      return (target[name] = anything());
    },
    apply: () => undefined,
  });
const vscode = anything();
vscode.workspace = {
  getConfiguration: (section) => ({ get: (name) => (asked.push(`${section}.${name}`), "no-such-program") }),
  createFileSystemWatcher: (pattern) => (asked.push(pattern), {}),
  onDidChangeConfiguration: () => ({ dispose() {} }),
};
vscode.commands = { registerCommand: (name) => (asked.push(name), { dispose() {} }) };
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

const { activate, deactivate } = require("../dist/extension.js");
process.on("unhandledRejection", () => {});
activate({ subscriptions: [] });
process.stdout.write(JSON.stringify({ asked, deactivate: typeof deactivate }));
process.exit(0);
