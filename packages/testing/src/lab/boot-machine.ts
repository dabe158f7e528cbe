import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hierarchies, makeGroups } from './lab-cgroups.ts'
import { addressOf, linkCount, plugIn } from './lab-network.ts'
import { machineFolder, processStart, type LabMachine, type LabRecord } from './lab-place.ts'
import { childOf, untilTrue } from './machine-processes.ts'

export const checkout = join(import.meta.dirname, '../../../..')
/** Enters the control groups named before `--`, then becomes what is named after it. */
const enterGroups = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"'
const inGroups = (files: readonly string[]) => ['/bin/sh', '-c', enterGroups, 'lab', ...files, '--']
const newNamespaces = 'unshare --mount --net --uts --ipc --pid --cgroup --propagation private --kill-child --'.split(' ')
const sameNamespaces = '--mount --net --uts --ipc --pid --cgroup --'.split(' ')
/** The clock is the whole machine's. */
const withoutClock = ['setpriv', '--bounding-set', '-sys_time', '--inh-caps', '-sys_time', '--']

export const groupName = (lab: number, machine: LabMachine) => `quorate-lab${lab}-${machine.name}`
/** Of programs in a machine. */
export const environment = () => ({
  PATH: `${checkout}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  HOME: '/root',
  LANG: 'C.UTF-8',
  ...(process.env.TERM && { TERM: process.env.TERM }),
  NODE_COMPILE_CACHE: join(checkout, '.cache/node'),
  QUORATE_ROOT: '/',
})

/** What runs in a node. */
export const productCommand = (node: string) => [
  process.execPath,
  '--max-semi-space-size=4',
  join(checkout, 'packages/daemons/src/supervisor.ts'),
  '--root',
  '/',
  '--node',
  node,
  '--listen',
  '0.0.0.0:8006',
]

/**
 * Switches a machine on and answers the process id of its first process, here. `command` runs in it from then on. All
 * ends with that process, and with the owner of the lab if that calls this.
 */
export async function bootMachine(lab: LabRecord, machine: LabMachine, command: readonly string[]): Promise<number> {
  const folder = machineFolder(lab.number, machine)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const addresses = Array.from({ length: linkCount }, (_, link) => addressOf(lab.number, link, machine.number))
  const groups = hierarchies().map(({ controllers }) => controllers ?? 'v2')
  const init = [join(import.meta.dirname, 'node-init.sh'), folder, machine.name, checkout, addresses.join(','), groups.join(' ')]
  const files = makeGroups(groupName(lab.number, machine))
  // Another process may switch it on for the owner, and end before it.
  const tied = lab.owner === process.pid ? ['setpriv', '--pdeathsig', 'KILL', '--'] : []
  const argv = [...tied, ...inGroups(files), ...newNamespaces, ...withoutClock, '/bin/bash', ...init, ...command]
  const logFile = join(folder, 'console.log')
  const log = openSync(logFile, 'w')
  const outer = spawn(argv[0] ?? '', argv.slice(1), { detached: true, stdio: ['pipe', log, log], env: environment(), cwd: '/' })
  closeSync(log)
  outer.on('error', error => console.error(`${machine.name}: ${error.message}`))
  outer.stdin?.on('error', () => undefined)
  outer.stdin?.end(`${lab.password}\n`)
  outer.unref()
  try {
    return await started(lab, machine, outer.pid ?? 0, logFile)
  } catch (error) {
    outer.kill('SIGKILL')
    throw error
  }
}

async function started(lab: LabRecord, machine: LabMachine, outer: number, logFile: string): Promise<number> {
  const failed = () => {
    if (processStart(outer) === undefined) throw new Error(`${machine.name} did not start: ${readFileSync(logFile, 'utf8').trim()}`)
  }
  let first = 0
  await untilTrue(`${machine.name} has a first process`, () => {
    failed()
    // What becomes `unshare` has other children before: the one that is wanted has a network of its own.
    first = childOf(outer) ?? 0
    return first > 0 && readFileSync(`/proc/${first}/cmdline`, 'utf8').includes('node-init.sh')
  })
  await plugIn(lab.number, machine, first)
  await untilTrue(`${machine.name} has started`, () => {
    failed()
    return existsSync(`/proc/${first}/root/run/lab-ready`)
  })
  return first
}

/** The command line that runs a program in the machine whose first process this is. */
export const commandIn = (lab: number, machine: LabMachine, init: number, argv: readonly string[]): string[] => [
  ...inGroups(makeGroups(groupName(lab, machine))),
  'nsenter',
  `--target=${init}`,
  ...sameNamespaces,
  ...withoutClock,
  // Else it would outlive the program here that stands for it.
  'setpriv',
  '--pdeathsig',
  'KILL',
  '--',
  ...argv,
]

/** Makes the folder of the machine's disk. */
export function diskFolder(lab: number, machine: LabMachine, path: string): string {
  const folder = join(machineFolder(lab, machine), 'disk', path)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}
