import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'
import type { PowerAction } from './guest-actions.ts'

const methods = {
  start: 'start',
  resume: 'resume',
  shutdown: 'shutdown',
  reboot: 'reboot',
  pause: 'suspend',
  hibernate: 'suspend',
  reset: 'reset',
  stop: 'stop',
} as const

/** The call of a power action. `overrule`: a shutdown that hangs is given up for it. */
export function powerCall(guest: Pick<Guest, 'node' | 'vmid' | 'kind' | 'lock'>, action: PowerAction, overrule = false): PlannedCall {
  const { node, vmid, kind, lock } = guest
  // A hibernated VM resumes by being started.
  const method = action === 'resume' && lock === 'suspended' ? 'start' : methods[action]
  const parameters = {
    node,
    vmid,
    ...(action === 'hibernate' && { todisk: true }),
    ...(action === 'stop' && overrule && { 'overrule-shutdown': true }),
  }
  if (kind === 'qemu') return planned(`POST /nodes/{node}/qemu/{vmid}/status/${method}`, parameters)
  if (method === 'reset') throw new TypeError('a container cannot be reset')
  return planned(`POST /nodes/{node}/lxc/{vmid}/status/${method}`, parameters)
}
