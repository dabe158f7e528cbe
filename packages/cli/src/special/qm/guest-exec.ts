import { UsageFailure } from '../../read-arguments.ts'
import { prettyJson } from '../../render/pretty-json.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { isTimeout, withTimeout } from '../timeout.ts'
import { vmPath } from '../guest-path.ts'
import { streamGuestExec } from './stream-guest-exec.ts'

/** The agent tells nobody when a program has ended: it has to be asked. */
const askEveryMs = 250
const defaultSeconds = '30'

/** Runs a program in the guest and shows what it wrote; its exit code stands in the answer. */
export const guestExec: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const vm = vmPath(connection, one(parameters, 'vmid'))
  const command = parameters['extra-args']
  if (command === undefined || command.length === 0) throw new UsageFailure('extra-args: the program to run is missing')
  const input = isSet(one(parameters, 'pass-stdin')) ? Buffer.from(await terminal.input()).toString('utf8') : undefined
  const timeout = one(parameters, 'timeout') ?? defaultSeconds
  if (isSet(one(parameters, 'stream'))) {
    const limit = withTimeout(timeout === '0' ? undefined : timeout)
    try {
      return await streamGuestExec({ connection, terminal, vm, command: [command].flat(), input, limit: limit.signal })
    } finally {
      limit.abort()
    }
  }
  const { data } = await connection.call('POST', `${vm}/agent/exec`, {
    command: [command].flat(),
    ...(input === undefined ? {} : { 'input-data': input }),
  })
  const { pid } = data as { pid: number }
  const synchronous = one(parameters, 'synchronous')
  const show = (answer: unknown) => terminal.out(prettyJson(answer))
  if ((synchronous !== undefined && !isSet(synchronous)) || timeout === '0') {
    show({ pid })
    return 0
  }
  const limit = withTimeout(timeout)
  try {
    for (;;) {
      const status = (await connection.call('GET', `${vm}/agent/exec-status`, { pid })).data as { exited?: unknown }
      if (status.exited) {
        show(status)
        return 0
      }
      if (isTimeout(limit.signal)) break
      await new Promise(resolve => setTimeout(resolve, askEveryMs))
    }
  } finally {
    limit.abort()
  }
  show({ pid })
  terminal.error(`timeout: the program still runs after ${timeout} s; ask for its end with 'qm guest exec-status'\n`)
  return 1
}
