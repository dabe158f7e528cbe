import { UsageFailure } from '../../read-arguments.ts'
import { controlByte, leaveAfter } from '../console/leave-key.ts'
import { showTerminal } from '../console/show-terminal.ts'
import { ctPath } from '../guest-path.ts'
import { one, type SpecialRun } from '../special-run.ts'

/** A container's console on this terminal: the same that all others look at. */
export const console: SpecialRun = async call => {
  const { parameters } = call.read()
  const text = one(parameters, 'escape') ?? '^a'
  const key = /^\^?([a-z])$/.exec(text)?.[1]
  if (key === undefined) throw new UsageFailure(`escape: '${text}' is not a control key such as ^a`)
  const vmid = one(parameters, 'vmid')
  return await showTerminal(call, {
    guest: ctPath(call.connection, vmid),
    parameters: {},
    greeting: `console of CT ${vmid} (press Ctrl+${key} and then q to exit, Ctrl+${key} twice for Ctrl+${key} itself)\n`,
    sort: leaveAfter(controlByte(key)),
  })
}
