-- Opens a document as a person with Neovim would, types, fixes and formats it, and
-- writes what was seen into a file. Old versions and new ones start a client by
-- different names.
local document, output, program = vim.env.DOCUMENT, vim.env.OUTPUT, vim.env.PROGRAM
local seen = {}

vim.cmd("edit " .. vim.fn.fnameescape(document))
local buffer = vim.api.nvim_get_current_buf()
local start = vim.lsp.start_client or function(settings)
  return vim.lsp.start(settings, { attach = false })
end
local client = start({ name = "policydsl", cmd = { program, "server" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(buffer, client)

local function wait(condition)
  if not vim.wait(60000, condition, 20) then
    vim.fn.writefile({ vim.fn.json_encode({ late = true, seen = seen }) }, output)
    vim.cmd("cquit!")
  end
end
local function findings()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { code = one.code, line = one.lnum, first = one.col, last = one.end_col })
  end
  return found
end
local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  local _, answer = next(answers or {})
  return answer and answer.result
end

wait(function() return #vim.diagnostic.get(0) > 0 end)
seen.opened = findings()

-- A fix, as its edits.
local last = vim.api.nvim_buf_line_count(0)
local actions = ask("textDocument/codeAction", {
  textDocument = { uri = vim.uri_from_bufnr(0) },
  range = { start = { line = 0, character = 0 }, ["end"] = { line = last, character = 0 } },
  context = { diagnostics = {} },
})
seen.title = actions[1].title
local encoding = vim.lsp.get_client_by_id(client).offset_encoding
vim.lsp.util.apply_workspace_edit(actions[1].edit, encoding)
wait(function() return #vim.diagnostic.get(0) == 0 end)
seen.fixed = text()

-- Typing, after characters that are wide in every way.
local line = vim.fn.search("𠀀", "w") - 1
local before = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]
vim.api.nvim_buf_set_lines(0, line, line + 1, false, { before .. " 𠀀 nobody" })
wait(function() return #vim.diagnostic.get(0) > 0 end)
seen.typed = findings()
vim.api.nvim_buf_set_lines(0, line, line + 1, false, { before })
wait(function() return #vim.diagnostic.get(0) == 0 end)

if vim.lsp.buf.format then
  vim.lsp.buf.format({ async = false, timeout_ms = 60000 })
else
  vim.lsp.buf.formatting_sync(nil, 60000)
end
seen.formatted = text()
seen.encoding = encoding
vim.fn.writefile({ vim.fn.json_encode(seen) }, output)
vim.cmd("quitall!")
