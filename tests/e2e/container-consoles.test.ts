/** Consoles of containers on the running product, as terminal, by VNC and on the command line, from login to the container's end. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { childrenOf } from '../contract/processes.ts'
import { addFolderContainer, volumeFolder } from '../guests/busybox-container.ts'
import { joinTerminal, openTerminal, type TerminalWire } from '../open-terminal.ts'
import { checkout, Product } from '../product.ts'
import { litPixels, openScreen } from '../rfb.ts'
import { openConsole } from '../socket-wire.ts'
import { until } from '../until.ts'

const skip = cannotRun()
const product = new Product()
const ct = (vmid: number) => `/nodes/pve/lxc/${vmid}`
/** Generous: machines that test are slow and busy. */
const longMs = 30_000

const inittab = `::sysinit:/bin/mkdir -p /run
console::respawn:/bin/sh
tty1::respawn:/bin/getty -L 0 tty1 xterm-256color
`

function addContainer(vmid: number, lines: readonly string[]): void {
  addFolderContainer(product, vmid, ['unprivileged: 1', `hostname: ct${vmid}`, ...lines], 100_000)
  const etc = join(volumeFolder(product, vmid), `subvol-${vmid}-disk-0.subvol`, 'etc')
  writeFileSync(join(etc, 'inittab'), inittab)
  // A console that nobody can log in at tests little: root has no password.
  writeFileSync(join(etc, 'passwd'), 'root::0:0:root:/root:/bin/sh\n')
}

const open = (vmid: number) => openTerminal(product, `lxc/${vmid}`)
const mode = (vmid: number, cmode: string) => product.ok('PUT', `${ct(vmid)}/config`, { cmode })
const start = async (vmid: number) => assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
const stop = async (vmid: number) => assert.equal(await product.task('POST', `${ct(vmid)}/status/stop`), 'OK')

/** All that a viewer still gets. */
async function rest(wire: TerminalWire): Promise<string> {
  let text = ''
  for (;;) {
    try {
      text += (await wire.read(1)).toString('latin1')
    } catch (error) {
      assert.match(String(error), /the console closed \(1000\)/)
      return text
    }
  }
}

/** Programs of sessions of a container, and dtach. */
function sessionProcesses(vmid: number): string[] {
  const lines = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return []
      }
    })
  return lines.filter(line => /^\S*(dtach|lxc-console|lxc-attach) /.test(line) && line.includes(product.root) && line.includes(` ${vmid} `))
}

const sessionFiles = (vmid: number) => globSync(`run/terminals/ct-${vmid}-*`, { cwd: product.root })

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
  addContainer(100, [])
  addContainer(101, ['tty: 0', 'console: 0'])
  addContainer(102, [])
  await until('the product sees all three', async () => (await product.ok('GET', '/nodes/pve/lxc')).length === 3)
  for (const vmid of [100, 101, 102]) await start(vmid)
})
after(() => skip || product.destroy())

test('a terminal shows the login, takes keys and sizes, and speaks UTF-8', { skip }, async () => {
  const console = await open(100)
  await console.readUntil(/ct100 login: /, longMs)
  console.type('root\r')
  await console.readUntil(/# /, longMs)
  console.resize(91, 31)
  console.type('stty size\r')
  await console.readUntil(/^31 91\r$/m, longMs)
  console.resize(77, 22)
  console.type('stty size\r')
  await console.readUntil(/^22 77\r$/m, longMs)
  console.type('echo ready; cat\r')
  await console.readUntil(/^ready\r$/m, longMs)
  console.type('grüße 漢字\r')
  const both = await console.readUntil(
    new RegExp(`${Buffer.from('字').toString('latin1')}[^]*${Buffer.from('字').toString('latin1')}`),
    longMs,
  )
  assert.equal(
    Buffer.from(both, 'latin1')
      .toString()
      .match(/grüße 漢字/g)?.length,
    2,
  )
  console.close()
})

test('two look at one terminal, and may both type', { skip }, async () => {
  const [one, other] = [await open(100), await open(100)]
  one.type('from one\r')
  for (const viewer of [one, other]) await viewer.readUntil(/from one\r\nfrom one/, longMs)
  other.type('from other\r')
  for (const viewer of [one, other]) await viewer.readUntil(/from other\r\nfrom other/, longMs)
  assert.equal(sessionProcesses(100).length, 2, 'one dtach and one lxc-console')
  one.close()
  other.close()
})

test('who comes again, also after the daemon was killed, finds the screen and the running program', { skip }, async () => {
  const again = async (text: string) => {
    const console = await open(100)
    await console.readUntil(/from other/, longMs)
    console.type(`${text}\r`)
    await console.readUntil(new RegExp(`${text}\r\n${text}`), longMs)
    return console
  }
  const console = await again('reloaded')
  // The screen is kept when it has been at rest for a moment.
  await until('the screen is kept', () =>
    sessionFiles(100).some(file => file.endsWith('.screen') && readFileSync(join(product.root, file), 'utf8').includes('reloaded')),
  )
  const daemon = childrenOf(product.pid).get('quorate-daemon') ?? 0
  process.kill(daemon, 'SIGKILL')
  assert.ok((await rest(console).catch(String)).length < 1000)
  await until('the daemon is back', async () => (await product.api('GET', '/version')).status === 200)
  const later = await again('after all that')
  later.close()
})

test('a shell and the system console are shown when the config says so', { skip }, async () => {
  await mode(100, 'shell')
  // Each round is a new shell; its prompt must not be lost, whenever it comes.
  for (let round = 0; round < 5; round += 1) {
    const shell = await open(100)
    shell.resize(80 + round, 30)
    await shell.readUntil(/# /, longMs)
    shell.type('echo "$TERM at $(tty)"; stty size\r')
    await shell.readUntil(new RegExp(`xterm-256color at /dev/pts/\\d+\\s+30 ${80 + round}`), longMs)
    shell.type('exit\r')
    assert.match(await rest(shell), /The shell in CT 100 has ended\.\r\n/)
  }
  await mode(100, 'console')
  const console = await open(100)
  console.type('\r')
  await console.readUntil(/# /, longMs)
  console.type('tty\r')
  await console.readUntil(/\/dev\/(console|pts\/\d+)/, longMs)
  console.close()
  await mode(100, 'tty')
})

test('what cannot be opened is refused with the reason, also when the container ends before its ticket is used', { skip }, async () => {
  const reason = async (vmid: number) => {
    const answers = await Promise.all(['termproxy', 'vncproxy'].map(kind => product.api('POST', `${ct(vmid)}/${kind}`)))
    assert.equal(answers[0]?.reason, answers[1]?.reason)
    assert.equal(answers[0]?.status, 500)
    return answers[0].reason
  }
  assert.match(await reason(101), /^CT 101 has no terminals: set 'tty: 1'/)
  await mode(101, 'console')
  assert.match(await reason(101), /^CT 101 has no console: set 'console: 1'/)
  await mode(101, 'shell')
  const shell = await open(101)
  await shell.readUntil(/# /, longMs)
  const terminal = await product.ok('POST', `${ct(101)}/termproxy`)
  const vnc = await product.ok('POST', `${ct(101)}/vncproxy`, { websocket: 1 })
  await stop(101)
  assert.match(await rest(shell), /CT 101 has ended\.\r\n$/)
  assert.equal(await rest(await joinTerminal(product, 'lxc/101', terminal)), '\r\nCT 101 not running\r\n')
  await assert.rejects(openScreen(await openConsole(product, ct(101), vnc.port, vnc.ticket), vnc.ticket), /^Error: CT 101 not running$/)
  assert.equal(await reason(101), 'CT 101 not running')
})

test('VNC shows the terminal as a picture, and takes keys', { skip }, async () => {
  const vnc = () => product.ok('POST', `${ct(102)}/vncproxy`, { websocket: 1 })
  const { port, ticket } = await vnc()
  const screen = await openScreen(await openConsole(product, ct(102), port, ticket), ticket)
  const terminal = await open(102)
  await terminal.readUntil(/ct102 login: /, longMs)
  const before = litPixels(await screen.picture())
  // "ct102 login: " has more than ten characters of more than ten pixels.
  assert.ok(before > 100, `${before} pixels`)
  screen.type('root\r')
  await terminal.readUntil(/# /, longMs)
  screen.type('echo "Typed: $((6*7))"\r')
  await terminal.readUntil(/^Typed: 42\r$/m, longMs)
  await until('the picture shows more', async () => litPixels(await screen.picture()) > before + 100)
  const other = await vnc()
  await assert.rejects(openScreen(await openConsole(product, ct(102), other.port, other.ticket), 'not this'), /authentication was refused/)
  terminal.close()
})

test('a ticket counts once, as it was given, to whom it was given, for a minute; who has no VM.Console gets none', { skip }, async () => {
  const ask = (kind = 'termproxy') => product.ok('POST', `${ct(102)}/${kind}`)
  const refused = (work: Promise<unknown>) => assert.rejects(work, /401/)
  const joe = new Product()
  joe.port = product.port
  try {
    await product.ok('POST', '/access/users', { userid: 'joe@pve', password: 'a-password' })
    await joe.login('joe@pve', 'a-password')
    for (const kind of ['termproxy', 'vncproxy']) {
      assert.equal((await joe.api('POST', `${ct(102)}/${kind}`)).status, 403)
      const { port, ticket } = await ask(kind)
      await refused(
        openConsole(
          product,
          ct(102),
          port,
          ticket.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
        ),
      )
      await refused(openConsole(product, ct(100), port, ticket))
      await assert.rejects(openConsole(joe, ct(102), port, ticket), /403/)
    }
    await product.ok('POST', '/access/roles', { roleid: 'Looker', privs: 'VM.Console' })
    await product.ok('PUT', '/access/acl', { path: '/vms/102', users: 'joe@pve', roles: 'Looker' })
    const { port, ticket } = await ask()
    await refused(openConsole(joe, ct(102), port, ticket))
    const entry = join(product.root, 'run/consoles', String(port))
    writeFileSync(entry, JSON.stringify({ ...JSON.parse(readFileSync(entry, 'utf8')), expires: Date.now() - 1 }))
    await refused(openConsole(product, ct(102), port, ticket))
    const own = await joe.ok('POST', `${ct(102)}/termproxy`)
    const terminal = await joinTerminal(joe, 'lxc/102', own)
    await terminal.readUntil(/Typed: 42/, longMs)
    terminal.close()
    await refused(openConsole(joe, ct(102), own.port, own.ticket))
    const wire = await openConsole(product, ct(102), ...(await ask().then(({ port: at, ticket: of }) => [at, of] as const)))
    wire.write(Buffer.from('root@pam:PVEVNC:wrong\n'))
    await assert.rejects(wire.read(2), /the console closed/)
  } finally {
    await joe.destroy()
  }
})

/** Runs a command line of a shell on a terminal of its own; `answer` reads what is shown and types. */
async function onTerminal(line: string, answer: (shown: string) => string | undefined): Promise<{ code: number; shown: string }> {
  const env = { ...process.env, QUORATE_ROOT: product.root, PATH: `${join(checkout, 'bin')}:${process.env.PATH}` }
  const child = spawn('script', ['--return', '--quiet', '--command', line, '/dev/null'], { env, timeout: 2 * longMs })
  let shown = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    const typed = answer(shown)
    if (typed !== undefined) child.stdin.write(typed)
  })
  const code = await new Promise<number>(resolve => child.on('close', status => resolve(status ?? -1)))
  return { code, shown }
}

/** Types each text once its pattern has come, in this order. */
function inTurn(...steps: readonly (readonly [RegExp, string])[]): (shown: string) => string | undefined {
  let done = 0
  let from = 0
  return shown => {
    const [pattern, text] = steps[done] ?? []
    const match = pattern?.exec(shown.slice(from))
    if (!match) return undefined
    from = shown.length
    done += 1
    return text
  }
}

test('pct console shows the same terminal in its own size; Ctrl-a q leaves it, with the terminal as it was', { skip }, async () => {
  const steps = inTurn(
    [/Typed: 42/, 'stty -opost; printf "p\\nq\\n"; stty opost; stty size\r'],
    [/^29 97\r/m, 'echo ready; cat\r'],
    [/^ready\r$/m, 'a\u0001\u0001b\r'],
    [/a\^Ab/, '\u0001q'],
  )
  const { code, shown } = await onTerminal('stty rows 29 cols 97; pct console 102; echo "code $?"; stty -a', steps)
  assert.equal(code, 0, shown)
  assert.match(shown, /press Ctrl\+a and then q to exit/)
  assert.match(shown, /^code 0\r$/m)
  for (const setting of [/^opost /m, / icanon /, / echo /]) assert.match(shown, setting)
  assert.match(shown, /p\nq\n/, 'ends of lines are translated inside alone')
  const other = await onTerminal('pct console 102 --escape ^b', inTurn([/Typed: 42/, '\u0002q']))
  assert.equal(other.code, 0, other.shown)
  assert.equal(sessionProcesses(102).length, 2, 'the session stays')
  const off = await product.run('pct', 'console', '101')
  assert.notEqual(off.code, 0)
  assert.match(off.error, /CT 101 not running/)
})

test('pct enter is a shell in the size of its terminal, and ends with the shell’s exit code', { skip }, async () => {
  const steps = inTurn([/# /, 'stty size; hostname\r'], [/29 97\s+ct102\s/, 'exit 7\r'])
  const { code, shown } = await onTerminal('stty rows 29 cols 97; pct enter 102', steps)
  assert.equal(code, 7, shown)
  const killed = await onTerminal('pct enter 102', inTurn([/# /, 'kill -9 $$\r']))
  assert.equal(killed.code, 137, killed.shown)
})

test('the end of a container is the end of its consoles; others stay, and so do those of its next run', { skip }, async () => {
  const [console, other] = [await open(102), await open(100)]
  const visible = Promise.withResolvers<void>()
  const typed = onTerminal('pct console 102', text => {
    if (text.includes('Typed: 42')) visible.resolve()
    return undefined
  })
  await visible.promise
  await other.readUntil(/after all that/, longMs)
  await stop(102)
  assert.match(await rest(console), /CT 102 has ended\.\r\n$/)
  const { code, shown } = await typed
  assert.deepEqual([code, /CT 102 has ended\./.test(shown)], [0, true], shown)
  await until('no session is left', () => sessionFiles(102).length === 0 && sessionProcesses(102).length === 0)
  other.type('still here\r')
  await other.readUntil(/still here\r\nstill here/, longMs)
  other.close()
  await start(102)
  const next = await open(102)
  await next.readUntil(/ct102 login: /, longMs)
  next.close()
  assert.equal(sessionProcesses(102).length, 2)
})

test(
  'sessions that nobody looks at end while no process of the product is there, and when the container is destroyed',
  { skip },
  async () => {
    const console = await open(102)
    await console.readUntil(/ct102 login: /, longMs)
    console.close()
    await product.stop('SIGKILL')
    const monitor = Number(product.file('run/lxc/102.pid'))
    process.kill(monitor, 'SIGKILL')
    await product.start()
    await product.login()
    await until('no session of its run is left', () => sessionFiles(102).length === 0 && sessionProcesses(102).length === 0)
    assert.notEqual(sessionProcesses(100).length, 0)
    assert.equal(await product.task('DELETE', `${ct(100)}?force=1`), 'OK')
    assert.deepEqual([sessionFiles(100), sessionProcesses(100)], [[], []])
  },
)
