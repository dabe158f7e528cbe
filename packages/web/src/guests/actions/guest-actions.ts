import type { HasPrivilege } from '../../api/use-privileges.ts'
import type { Guest } from '../../live/guest.ts'

/** Everything that can be done to a guest as a whole, in the order of menus. */
export const guestActionIds = [
  'start',
  'resume',
  'shutdown',
  'reboot',
  'pause',
  'hibernate',
  'reset',
  'stop',
  'console',
  'snapshot',
  'migrate',
  'clone',
  'template',
  'pool',
  'unlock',
  'remove',
] as const
export type GuestActionId = (typeof guestActionIds)[number]

export const powerActions = ['start', 'resume', 'shutdown', 'reboot', 'pause', 'hibernate', 'reset', 'stop'] as const
export type PowerAction = (typeof powerActions)[number]

export const isPowerAction = (id: GuestActionId): id is PowerAction => (powerActions as readonly string[]).includes(id)

type GuestState = Pick<Guest, 'kind' | 'status' | 'template' | 'lock'>

/** Its memory lies on disk: starting it goes on from there. */
const hibernated = (guest: GuestState) => guest.status === 'stopped' && guest.lock === 'suspended'

/** What makes sense in the guest's present state. */
export function actionsOf(guest: GuestState): readonly GuestActionId[] {
  const vm = guest.kind === 'qemu'
  const running = guest.status === 'running'
  const halted = guest.status === 'paused' || guest.status === 'suspended'
  const stopped = guest.status === 'stopped'
  // Its node does not answer.
  if (guest.status === 'unknown') return ['pool']
  const fits: Readonly<Record<GuestActionId, boolean>> = {
    start: stopped && !guest.template && !hibernated(guest),
    resume: halted || hibernated(guest),
    shutdown: running,
    reboot: running,
    pause: running && vm,
    hibernate: running && vm,
    reset: (running || halted) && vm,
    stop: running || halted,
    console: !guest.template,
    snapshot: !guest.template,
    migrate: true,
    clone: true,
    template: !guest.template,
    pool: true,
    unlock: guest.lock !== '',
    remove: true,
  }
  return guestActionIds.filter(id => fits[id])
}

const privileges: Readonly<Record<GuestActionId, string | undefined>> = {
  start: 'VM.PowerMgmt',
  resume: 'VM.PowerMgmt',
  shutdown: 'VM.PowerMgmt',
  reboot: 'VM.PowerMgmt',
  pause: 'VM.PowerMgmt',
  hibernate: 'VM.PowerMgmt',
  reset: 'VM.PowerMgmt',
  stop: 'VM.PowerMgmt',
  console: 'VM.Console',
  snapshot: 'VM.Snapshot',
  migrate: 'VM.Migrate',
  clone: 'VM.Clone',
  template: 'VM.Allocate',
  pool: undefined,
  unlock: undefined,
  remove: 'VM.Allocate',
}

/** Goes with a lock too. */
const whileLocked: ReadonlySet<GuestActionId> = new Set(['console', 'pool', 'unlock', 'resume'])

/** Why an action cannot be used now. */
export type ActionRefusal =
  | { readonly why: 'privilege'; readonly privilege: string }
  | { readonly why: 'locked' | 'running' | 'not-root' | 'only-in-shell' }

export function refusalOf(
  id: GuestActionId,
  guest: GuestState,
  { has, isRoot }: { readonly has: HasPrivilege; readonly isRoot: boolean },
): ActionRefusal | undefined {
  const privilege = privileges[id]
  if (privilege !== undefined && !has(privilege)) return { why: 'privilege', privilege }
  if (id === 'unlock' && guest.kind === 'lxc') return { why: 'only-in-shell' }
  if (id === 'unlock' && !isRoot) return { why: 'not-root' }
  if (guest.lock !== '' && !whileLocked.has(id) && !(guest.lock === 'suspended' && id === 'remove')) return { why: 'locked' }
  if (id === 'template' && guest.status !== 'stopped') return { why: 'running' }
  return undefined
}
