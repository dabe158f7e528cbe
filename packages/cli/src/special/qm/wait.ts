import { Failure } from '@quorate/schema/failure'
import { steadyEvents } from '../../steady-events.ts'
import { isTimeout, withTimeout } from '../timeout.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

/** Ends when the VM is stopped. The event stream says when something changed; nothing is asked for on a timer. */
export const wait: SpecialRun = async ({ connection, read }) => {
  const { parameters } = read()
  const vmid = one(parameters, 'vmid')
  const vm = vmPath(connection, vmid)
  const stopped = async () => {
    const { data } = await connection.call('GET', `${vm}/status/current`, {})
    return (data as { status?: string }).status !== 'running'
  }
  const stop = withTimeout(one(parameters, 'timeout'))
  try {
    // The first event says that the stream is open: what was true before it is asked for then.
    for await (const event of steadyEvents(connection, ['guest'], stop.signal)) {
      const about = (event.data as { id?: string }).id
      if ((event.type !== 'guest' || about === vmid) && (await stopped())) return 0
    }
  } finally {
    stop.abort()
  }
  throw new Failure(isTimeout(stop.signal) ? `timeout waiting for VM ${vmid} to stop` : 'the connection to the daemon was lost')
}
