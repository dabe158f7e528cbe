import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processOf, takingTurns, type PidFile } from '@quorate/guest'
import type { Host, Root } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import type { ContainerFacts } from '../plan/container-facts.ts'
import { knownRuns } from './run-record.ts'

const program = '/usr/bin/lxcfs'
/** Where the machine's own service has it. */
const ofMachine = '/var/lib/lxcfs'
const wantedOptions = ['--enable-loadavg', '--enable-cfs', '--enable-pidfd']
const answerMs = 5000
const readyMs = 10_000
const lookAgainMs = 10
/** On a busy machine it may end as it begins: control groups go while it looks for them. */
const mostStarts = 3
/** A start that was told where it is mounted has noted its run by then. */
const startMs = 30_000

/** What a container sees of itself there, and not of the whole machine. */
const replaced = [
  ...['cpuinfo', 'diskstats', 'loadavg', 'meminfo', 'slabinfo', 'stat', 'swaps', 'uptime'].map(name => `/proc/${name}`),
  '/sys/devices/system/cpu/online',
]

function ownFolder(root: Root): string {
  return join(root.path, 'var/lib/lxcfs')
}

function pidFile(root: Root): PidFile {
  return { path: join(root.run, 'lxcfs.pid'), mark: ownFolder(root) }
}

/** One that has died leaves its mount; one that hangs is asked by a program that can be killed. */
async function answers(host: Host, folder: string): Promise<boolean> {
  if (!host.mounts.below(folder).some(({ mountPoint, type }) => mountPoint === folder && type === 'fuse.lxcfs')) return false
  try {
    return (await host.exec('head', ['--bytes=1', '--', join(folder, 'proc/uptime')], { okCodes: [0, 1], timeoutMs: answerMs })).code === 0
  } catch (error) {
    // It did not answer in time, which is an answer.
    if (error instanceof Failure) return false
    throw error
  }
}

async function at(host: Host, folder: string): Promise<ContainerFacts['lxcfs']> {
  const files = await Promise.all(replaced.map(async file => ((await host.files.stat(join(folder, file))) ? [file] : [])))
  return { mount: folder, files: files.flat() }
}

/** The machine's, or ours, as it runs. undefined: none does */
export async function findLxcfs(host: Host): Promise<ContainerFacts['lxcfs']> {
  for (const folder of new Set([ofMachine, ownFolder(host.root)])) if (await answers(host, folder)) return at(host, folder)
  return undefined
}

/** It keeps nothing, and takes seconds to end when it is asked to. */
async function end(host: Host): Promise<void> {
  const pid = await processOf(host, pidFile(host.root))
  if (pid === undefined) return
  host.processes.kill(pid, 'KILL')
  await host.processes.ended(pid, { timeoutMs: answerMs })
}

async function start(host: Host): Promise<void> {
  const { root, files, exec } = host
  const folder = ownFolder(root)
  const log = join(root.run, 'lxcfs.log')
  await end(host)
  // One that ended a moment ago still has its number.
  await files.remove(pidFile(root).path)
  await host.mounts.unmountBelow(folder)
  await files.makeDirectory(folder)
  await files.makeDirectory(root.run)
  const help = await exec(program, ['--help'], { okCodes: [0, 1] })
  const options = wantedOptions.filter(option => `${help.stdout}${help.stderr}`.includes(option))
  const { path } = pidFile(root)
  const daemon = ['--start', '--background', '--make-pidfile', '--pidfile', path, '--output', log, '--startas', program]
  await exec('start-stop-daemon', [...daemon, '--', '--foreground', ...options, `--pidfile=${path}.own`, folder])
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += lookAgainMs) {
    if (await answers(host, folder)) return
    if ((await files.readIfThere(path)) && (await processOf(host, pidFile(root))) === undefined) break
    await delay(lookAgainMs)
  }
  await end(host)
  throw new Failure(`lxcfs does not serve ${folder}: ${(await files.readIfThere(log))?.trim().split('\n').at(-1) ?? ''}`)
}

export interface LxcfsKeeper {
  /** Where lxcfs is mounted; it is started when it does not run, or died. It outlives this process. undefined: it is not installed, or cannot be started, which is told */
  current(): Promise<ContainerFacts['lxcfs']>
  /** Ends the one of a trial when no container is left. */
  endUnused(): Promise<void>
}

export function keepLxcfs(host: Host, notice: (text: string) => void): LxcfsKeeper {
  const inTurn = takingTurns()
  let givenAt = -Infinity
  return {
    current: () =>
      inTurn(async () => {
        givenAt = host.now()
        const running = await findLxcfs(host)
        if (running || !(await host.files.stat(program))) return running
        for (let starts = 1; starts <= mostStarts; starts += 1) {
          try {
            await start(host)
            return await at(host, ownFolder(host.root))
          } catch (error) {
            if (!(error instanceof Failure)) throw error
            notice(failureText(error))
          }
        }
        return undefined
      }),
    endUnused: () =>
      inTurn(async () => {
        if (!host.root.trial || host.now() - givenAt < startMs || (await knownRuns(host)).length > 0) return
        await host.mounts.unmountBelow(ownFolder(host.root))
        await end(host)
      }),
  }
}
