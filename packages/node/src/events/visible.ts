import { preferencesObject, type HubEvent } from '@quorate/cluster'
import type { Call, Privilege } from '@quorate/contract'

const auditors: readonly (readonly [prefix: string, anyOf: readonly Privilege[]])[] = [
  ['/vms/', ['VM.Audit']],
  ['/storage', ['Datastore.Audit', 'Datastore.AllocateSpace']],
  ['/access', ['User.Modify', 'Sys.Audit']],
  ['/sdn', ['SDN.Audit']],
  ['/mapping', ['Mapping.Audit']],
  ['/', ['Sys.Audit']],
]

/** That permissions and the options of interfaces changed concerns everybody; the event tells no more than that. */
const forEverybody: ReadonlySet<string> = new Set(['user.cfg', 'datacenter.cfg'])

/**
 * May the caller learn of this change? Deciding is by the object path of the event; a task is always seen by who began
 * it, a line of the log by whose doing it tells of, and preferences are by nobody but their user.
 */
export function mayHear(event: Pick<HubEvent, 'kind' | 'id' | 'path' | 'data'>, call: Pick<Call, 'caller' | 'may'>): boolean {
  if (event.kind === 'task' || event.kind === 'log') {
    const user = (event.data as { user?: string } | null)?.user
    if (user !== undefined && (user === call.caller.authid || user === call.caller.userid)) return true
  }
  if (event.kind === 'config' && forEverybody.has(event.id)) return true
  // Lists of nodes say as much to everybody.
  if (event.kind === 'member' || event.kind === 'cluster') return true
  if (event.path.startsWith('/access/preferences/')) return event.path === preferencesObject(call.caller.userid)
  const [, anyOf] = auditors.find(([prefix]) => event.path.startsWith(prefix)) ?? ['', ['Sys.Audit'] as const]
  return call.may(event.path, ...anyOf)
}
