/** The node's own shell on the running product: root's at once, a login for others, as terminal and by VNC. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { joinTerminal, openTerminal, type TerminalWire } from '../open-terminal.ts'
import { password, Product } from '../product.ts'
import { litPixels, openScreen } from '../rfb.ts'
import { openConsole } from '../socket-wire.ts'
import { until } from '../until.ts'

const product = new Product()
/** Generous: machines that test are slow and busy. */
const longMs = 30_000
const sessions = () => globSync('run/terminals/node-shell-*.pid', { cwd: product.root })
const open = () => openTerminal(product, '')

/** Types a command and waits for its answer, which does not stand in its own echo. */
async function ask(shell: TerminalWire, command: string, answer: RegExp): Promise<void> {
  shell.type(`printf 'an%s:%s:end\\n' swer "$(${command})"\r`)
  await shell.readUntil(new RegExp(`answer:${answer.source}:end`), longMs)
}

before(async () => {
  await product.start()
  await product.login()
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password })
  await product.ok('PUT', '/access/acl', { path: `/nodes/${product.node}`, users: 'ann@pve', roles: 'PVESysAdmin' })
})
after(() => product.destroy())

test("root's shell is a login shell of root that takes keys and sizes", async () => {
  const shell = await open()
  shell.resize(101, 33)
  await ask(shell, 'echo "$(id -un) $HOME $TERM $(stty size) $0"', /root \/root xterm-256color 33 101 -\w*sh/)
  shell.close()
})

test('who comes again, and whoever opens it beside, finds the same shell; it ends when it is left', async () => {
  const shell = await open()
  shell.type('kept=there\r')
  await ask(shell, 'echo $kept', /there/)
  shell.close()
  const again = await open()
  await ask(again, 'echo $kept; echo again', /there\s+again/)
  assert.equal(sessions().length, 1)
  again.type('exit\r')
  await again.readUntil(/The shell of node pve has ended\./, longMs)
  await until('nothing is left of it', () => sessions().length === 0)
})

test('by VNC it is drawn', async () => {
  const { ticket, port, cert } = await product.ok('POST', '/nodes/pve/vncshell', { websocket: 1, width: 640, height: 384 })
  assert.match(cert, /BEGIN CERTIFICATE/)
  const screen = await openScreen(await openConsole(product, '/nodes/pve', port, ticket), ticket)
  await until('its prompt is drawn', async () => litPixels(await screen.picture()) > 100)
  const terminal = await open()
  terminal.type('exit\r')
  await terminal.readUntil(/has ended/, longMs)
})

test('others log in with the name and password of a user of the machine, in a session of their own', async () => {
  await product.login('ann@pve')
  const opened = await product.ok('POST', '/nodes/pve/termproxy')
  assert.equal(opened.user, 'ann@pve')
  assert.match(opened.upid, /:vncshell::ann@pve:$/)
  const shell = await joinTerminal(product, '', opened)
  await shell.readUntil(/login: /, longMs)
  shell.type('nobody-of-this-name\r')
  await shell.readUntil(/Password: /, longMs)
  shell.type('wrong\r')
  await shell.readUntil(/Login incorrect/, longMs)
  shell.type('\u0003')
  await shell.readUntil(/The shell of node pve has ended\./, longMs)
  await product.login()
})

test('without Sys.Console it is refused, and so are commands other than a login', async () => {
  await product.ok('PUT', '/access/acl', { path: `/nodes/${product.node}`, users: 'ann@pve', roles: 'PVEAuditor' })
  await product.ok('PUT', '/access/acl', { path: `/nodes/${product.node}`, users: 'ann@pve', roles: 'PVESysAdmin', delete: 1 })
  await product.login('ann@pve')
  for (const method of ['termproxy', 'vncshell']) assert.equal((await product.api('POST', `/nodes/pve/${method}`)).status, 403)
  await product.login()
  const refused = await product.api('POST', '/nodes/pve/termproxy', { cmd: 'upgrade' })
  assert.match(refused.reason, /'upgrade' is not implemented - open one without 'cmd'/)
  assert.equal(sessions().length, 0)
})
