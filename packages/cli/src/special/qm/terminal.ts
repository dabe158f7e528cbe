import { UsageFailure } from '../../read-arguments.ts'
import { controlByte, leaveAt } from '../console/leave-key.ts'
import { showTerminal } from '../console/show-terminal.ts'
import { vmPath } from '../guest-path.ts'
import { one, type SpecialRun } from '../special-run.ts'

/** `^O` → the byte that Ctrl-O sends. */
export function escapeByte(text: string): number {
  const key = /^\^([@-_a-z])$/.exec(text)?.[1]
  if (key === undefined) throw new UsageFailure(`escape: '${text}' is not a control key such as ^O`)
  return controlByte(key)
}

/** A serial console on this terminal. */
export const terminal: SpecialRun = async call => {
  const { parameters } = call.read()
  const key = one(parameters, 'escape') ?? '^O'
  const sort = leaveAt(escapeByte(key))
  const serial = one(parameters, 'iface')
  return await showTerminal(call, {
    guest: vmPath(call.connection, one(parameters, 'vmid')),
    parameters: serial === undefined ? {} : { serial },
    greeting: `starting serial terminal on interface ${serial ?? 'serial0'} (press Ctrl+${key.slice(1).toUpperCase()} to exit)\n`,
    sort,
  })
}
