import { implement, type Implementation } from '@quorate/contract'
import { lxcPrograms } from '@quorate/contract/lxc/programs'
import { Failure, parameterFailure } from '@quorate/schema'
import { keptOutput } from '../programs/program-limits.ts'
import { Programs } from '../programs/programs.ts'
import { readEnvironment } from '../programs/program-environment.ts'
import { hasEnded, programFile, readProgram, type ProgramRecord } from '../programs/program-record.ts'
import { readOutput } from '../programs/read-output.ts'
import type { LxcServices } from '../services.ts'

/** bytes of one output in one answer, where it is asked for from a byte on */
const partLength = 4 << 20

function checkCommand(command: readonly string[]): void {
  if (!command[0]) throw new Failure('no command given', { status: 400, errors: { command: 'no command given' } })
  if (command.some(word => word.includes('\0'))) throw parameterFailure({ command: 'a null character cannot be part of it' })
}

function endOf({ end, truncated }: ProgramRecord) {
  // Its runner is gone without a word, and has ended it.
  const how = end ?? { signal: 9 }
  return {
    exited: true,
    ...('code' in how ? { exitcode: how.code } : { signal: how.signal }),
    ...(truncated?.out && { 'out-truncated': true }),
    ...(truncated?.err && { 'err-truncated': true }),
  }
}

/** Programs inside containers. */
export function lxcProgramsApi(services: LxcServices): Implementation[] {
  const { host, guests, runtime } = services
  const programs = new Programs(services)
  const outputOf = async (vmid: number, pid: number, stream: 'out' | 'err', from: number | undefined, ended: boolean) => {
    if (!ended && from === undefined) return {}
    const limit = from === undefined ? keptOutput : partLength
    const { text, next } = await readOutput(programFile(host.root, vmid, pid, stream), { from: from ?? 0, limit, ended })
    return { ...(text !== '' && { [`${stream}-data`]: text }), ...(from !== undefined && { [`${stream}-next`]: next }) }
  }
  return implement(lxcPrograms, {
    async exec(call, { vmid, command, env, user, timeout, 'input-data': input }) {
      guests.require(host.root.node, 'lxc', vmid)
      checkCommand(command)
      const variables = readEnvironment(env ?? [])
      const { initPid } = await runtime.require(vmid)
      const account = user === undefined || user === 'root' || user === '0' ? undefined : await programs.account(vmid, user)
      const { userid } = call.caller
      const timeoutMs = timeout === undefined ? undefined : timeout * 1000
      return { pid: await programs.begin(call, { vmid, initPid, command, account, env: variables, input, timeoutMs, userid }) }
    },
    async execStatus(call, { vmid, pid, 'out-offset': outFrom, 'err-offset': errFrom }) {
      guests.require(host.root.node, 'lxc', vmid)
      const record = await readProgram(host, vmid, pid)
      if (!record || (record.userid !== call.caller.userid && !call.caller.root))
        throw new Failure(`CT ${vmid} has no program ${pid} that you started within the last minutes`)
      const ended = hasEnded(host, record)
      return {
        ...(ended ? endOf(record) : { exited: false }),
        ...(await outputOf(vmid, pid, 'out', outFrom, ended)),
        ...(await outputOf(vmid, pid, 'err', errFrom, ended)),
      }
    },
  })
}
