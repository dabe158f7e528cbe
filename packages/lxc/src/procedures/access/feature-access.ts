import type { Call } from '@quorate/contract'
import { Failure, permissionFailure } from '@quorate/schema'
import { membersOf } from '../config-members.ts'

type Features = Readonly<Record<string, unknown>>

/** What is on: a switch that is off is the same as none. */
function switchedOn(text: string | undefined): Features {
  const members = text === undefined ? {} : (membersOf('features', text) ?? {})
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== false))
}

/**
 * Features open ways to the host's kernel. Whoever may allocate a container may let an unprivileged one run containers
 * inside (nesting); everything else is for root. What stays as it is needs no right.
 */
export function checkFeatures(call: Call, vmid: number, from: string | undefined, to: string | undefined, unprivileged: boolean): void {
  if (call.caller.root) return
  const [before, after] = [switchedOn(from), switchedOn(to)]
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => before[name] !== after[name])
  if (changed.length === 0) return
  const foreign = changed.find(name => name !== 'nesting')
  if (foreign !== undefined) {
    throw new Failure(`Permission check failed (changing feature flags (except nesting) is only allowed for root@pam: '${foreign}')`, {
      status: 403,
    })
  }
  if (!unprivileged) {
    throw new Failure('Permission check failed (changing feature flags for privileged container is only allowed for root@pam)', {
      status: 403,
    })
  }
  if (!call.may(`/vms/${vmid}`, 'VM.Allocate')) throw permissionFailure(`/vms/${vmid}`, ['VM.Allocate'])
}
