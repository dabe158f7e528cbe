/**
 * `npm run lab -- 3` builds a cluster of three nodes on this machine and keeps it until Ctrl-C; the other commands are
 * for a second terminal.
 */
import { parseArgs } from 'node:util'
import { openLab, startLab, type Lab } from '@quorate/testing/lab'

const usage = `npm run lab -- N                          builds a cluster of N nodes (1 to 5), keeps it until Ctrl-C
    --alone                               the nodes are no cluster yet
    --qdevice                             with a quorum device on a machine of its own
npm run lab -- enter N [COMMAND...]       a shell, or a command, in node N
npm run lab -- kill N                     power off, at once
npm run lab -- start N                    power on
npm run lab -- freeze N                   everything in it stands still
npm run lab -- thaw N
npm run lab -- cut N                      no network between node N and all others
npm run lab -- cut A B                    none between two of them
npm run lab -- cut-one-way A B            nothing of A reaches B
npm run lab -- slow N [MBIT]              the network of node N carries so many Mbit/s (1)
npm run lab -- heal                       mends all that was cut or slowed down
npm run lab -- status
npm run lab -- down                       ends it, as Ctrl-C does
    --lab NUMBER                          which, where several run`

class UsageError extends Error {}

const { values, positionals } = parseArgs({
  args: ownArguments(),
  options: {
    alone: { type: 'boolean', default: false },
    qdevice: { type: 'boolean', default: false },
    lab: { type: 'string' },
  },
  allowPositionals: true,
})

/** What follows `enter N` belongs to that command. */
function ownArguments(): string[] {
  const given = process.argv.slice(2)
  const at = given.indexOf('enter')
  return at < 0 ? given : [...given.slice(0, at + 2), '--', ...given.slice(at + 2)]
}

function nodeAt(at: number): number {
  const text = positionals[at]
  if (text === undefined || !/^n?\d+$/.test(text)) throw new UsageError(`${positionals[0]} needs the number of a node`)
  return Number(text.replace('n', ''))
}

async function build(nodes: number): Promise<void> {
  console.log(`Building ${nodes} nodes ...`)
  const lab = await startLab({ nodes, cluster: !values.alone, qdevice: values.qdevice })
  const ended = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  for (const node of lab.nodes) console.log(`  ${lab.name(node)}   ${lab.url(node)}`)
  console.log(`Log in as root@pam with the password ${lab.password}`)
  console.log(
    `Lab ${lab.number} runs until Ctrl-C. In a second terminal: npm run lab -- enter 1 pvesh get /version, or: kill, start, freeze, thaw, cut, heal, status`,
  )
  const alive = setInterval(() => undefined, 60_000)
  await ended
  clearInterval(alive)
  console.log('Clearing up ...')
  await lab[Symbol.asyncDispose]()
}

async function enter(lab: Lab): Promise<void> {
  const node = nodeAt(1)
  const command = positionals.slice(2)
  const child = lab.spawn(node, command.length > 0 ? command : ['/bin/bash', '-l'], { stdio: 'inherit' })
  // The terminal sends it to both; the shell decides.
  process.on('SIGINT', () => undefined)
  process.exitCode = await new Promise<number>(resolve => child.on('exit', code => resolve(code ?? 1)))
}

async function status(lab: Lab): Promise<void> {
  console.log(`lab ${lab.number}, root@pam has the password ${lab.password}`)
  for (const node of lab.nodes) {
    if (!lab.isOn(node)) {
      console.log(`  ${lab.name(node)}   off`)
      continue
    }
    const { out } = await lab.exec(node, ['timeout', '3', 'corosync-quorumtool', '-s'])
    const quorate = /^Quorate:\s+(\w+)/m.exec(out)?.[1]
    const state = { Yes: 'quorate', No: 'not quorate' }[quorate ?? ''] ?? 'no answer of corosync'
    console.log(`  ${lab.name(node)}   on    ${lab.url(node)}   ${state}   ${(lab.memory(node) / 1e6).toFixed(0)} MB`)
  }
  for (const cut of await lab.cuts()) console.log(`  cut: ${cut}`)
}

const commands: Readonly<Record<string, (lab: Lab) => unknown>> = {
  enter,
  status,
  kill: lab => lab.kill(nodeAt(1)),
  start: lab => lab.boot(nodeAt(1)),
  freeze: lab => lab.freeze(nodeAt(1)),
  thaw: lab => lab.thaw(nodeAt(1)),
  cut: lab => lab.cut(nodeAt(1), positionals[2] === undefined ? undefined : nodeAt(2)),
  'cut-one-way': lab => lab.cutOneWay(nodeAt(1), nodeAt(2)),
  slow: lab => lab.slow(nodeAt(1), Number(positionals[2] ?? 1)),
  heal: lab => lab.heal(),
  down: lab => process.kill(lab.record.owner, 'SIGTERM'),
}

try {
  const [first = ''] = positionals
  const command = commands[first]
  if (/^\d+$/.test(first)) await build(Number(first))
  else if (command) await command(openLab(values.lab === undefined ? undefined : Number(values.lab)))
  else throw new UsageError(first ? `there is no command '${first}'` : 'a number of nodes, or a command, is missing')
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) console.error(usage)
  process.exitCode = 1
}
