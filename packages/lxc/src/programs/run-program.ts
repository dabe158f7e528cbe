import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TaskHandle } from '@quorate/contract'
import { idOutside, type Host, type ProgramEnd, type StartedProgram } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { attachArguments } from '../attach/attach-arguments.ts'
import { rootAccount, type GuestAccount } from '../files/guest-accounts.ts'
import { lxcConfigPath } from '../runtime/lxc-paths.ts'
import { processIdMap } from '../runtime/process-id-map.ts'
import { endProgram } from './end-program.ts'
import { keepOutput } from './keep-output.ts'
import { environmentConfig, environmentFor } from './program-environment.ts'
import { keptOutput } from './program-limits.ts'
import { programFile, writeProgram, type ProgramRecord } from './program-record.ts'

export interface ProgramRequest {
  readonly vmid: number
  readonly command: readonly string[]
  /** The container's first process, as the host sees it. */
  readonly initPid: number
  /** undefined: root */
  readonly account: GuestAccount | undefined
  readonly env: Readonly<Record<string, string>>
  readonly input: string | undefined
  readonly timeoutMs: number | undefined
  /** Who asks. */
  readonly userid: string
}

/** What goes to the background may hold the outputs open; what was written before has arrived by then. */
const lateMs = 500
let configs = 0

async function attach({ root: place, files, start }: Host, request: ProgramRequest): Promise<StartedProgram> {
  const { vmid, initPid, account, env, command, input } = request
  const idMap = processIdMap(initPid)
  const ids = account && { uid: account.uid, gid: account.gid }
  const owner = { uid: idOutside(idMap.uid, ids?.uid ?? 0), gid: idOutside(idMap.gid, ids?.gid ?? 0) }
  configs += 1
  const config = programFile(place, vmid, `${process.pid}-${configs}`, 'conf')
  await files.makeDirectory(dirname(config), 0o700)
  await files.writeAtomic(config, environmentConfig(lxcConfigPath(place, vmid), environmentFor(account ?? rootAccount, env)), 0o600)
  try {
    const words = attachArguments(place, vmid, { config, ...ids }, command)
    const program = await start('lxc-attach', words, { input: input !== undefined, owner })
    program.stdin?.end(input)
    void program.ended.finally(() => void files.remove(config))
    return program
  } catch (error) {
    await files.remove(config)
    throw error
  }
}

function endText(end: ProgramEnd): string {
  return 'code' in end ? `ended with exit code ${end.code}` : `ended by signal ${end.signal}`
}

/** The work of a task: runs a program in a container until it ends. `onStart` hears its number once there is one. */
export async function runProgram(host: Host, request: ProgramRequest, task: TaskHandle, onStart: (pid: number) => void): Promise<void> {
  const { vmid, timeoutMs, userid } = request
  const program = await attach(host, request)
  const { pid, startTicks = 0 } = program
  const running = await task.undo('lxc.end-program', { pid, startTicks })
  const runner = { pid: process.pid, startTicks: host.processes.startTicks(process.pid) ?? 0 }
  const record: ProgramRecord = { pid, startTicks, runner, userid }
  const file = (kind: 'out' | 'err') => programFile(host.root, vmid, pid, kind)
  const outputs = Promise.all([keepOutput(program.stdout, file('out'), keptOutput), keepOutput(program.stderr, file('err'), keptOutput)])
  // Whoever waits for them hears of it; until then nobody may be surprised.
  outputs.catch(() => undefined)
  await writeProgram(host, vmid, record)
  onStart(pid)
  const limit = AbortSignal.any([task.signal, ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)])])
  const stop = () => void endProgram(host, { pid, startTicks })
  limit.addEventListener('abort', stop, { once: true })
  if (limit.aborted) stop()
  const end = await program.ended
  limit.removeEventListener('abort', stop)
  const late = new AbortController()
  await Promise.race([outputs, delay(lateMs, undefined, { signal: late.signal })])
  late.abort()
  program.stdout.destroy()
  program.stderr.destroy()
  const [out, err] = await outputs
  await writeProgram(host, vmid, { ...record, end, truncated: { out, err } })
  task.log(endText(end))
  if (task.signal.aborted) throw task.signal.reason
  if (limit.aborted) throw new Failure(`the program was ended after ${(timeoutMs ?? 0) / 1000} s`)
  await running.settle()
}
