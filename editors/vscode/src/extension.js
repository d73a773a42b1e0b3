// Starts `policydsl server` and leaves the rest to it.
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

async function start() {
  const command = vscode.workspace.getConfiguration("policydsl").get("path");
  const server = { command, args: ["server"], transport: TransportKind.stdio };
  client = new LanguageClient("policydsl", "policydsl", server, {
    documentSelector: [{ language: "policydsl" }],
    synchronize: {
      // What a document uses may change outside of the editor.
      fileEvents: vscode.workspace.createFileSystemWatcher(
        "**/{*.policy,*.law,*.vocabulary,*.scenario,policydsl.toml,.policydsl.toml,pyproject.toml}",
      ),
    },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
      `policydsl: \`${command} server\` does not start (${error.message ?? error}). ` +
        "Install it with `pip install policydsl[lsp]`, or say where it is.",
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "policydsl.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("policydsl.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) =>
      change.affectsConfiguration("policydsl.path") ? restart() : undefined,
    ),
  );
  // Not awaited: a message about a missing program waits for a person.
  start();
}

module.exports = { activate, deactivate: stop };
