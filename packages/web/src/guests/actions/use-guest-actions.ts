import { useLingui } from '@lingui/react/macro'
import { session } from '../../api/session.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import type { MenuAction } from '../../ui/menu.tsx'
import { actionIcons, actionLabels } from './action-words.ts'
import { actionsOf, isPowerAction, refusalOf, type ActionRefusal, type GuestActionId } from './guest-actions.ts'
import { openGuestConsole } from './open-guest-console.ts'
import { intentOf, powerIntents } from './power-intents.ts'
import { runPower } from './run-power.ts'
import { unlockGuest } from './unlock-guest.ts'

export interface GuestAction extends MenuAction {
  readonly id: GuestActionId
}

const panelOf = {
  snapshot: 'snapshot',
  migrate: 'migrate',
  clone: 'clone',
  template: 'template',
  pool: 'guest-pool',
  remove: 'remove-guest',
} as const
const firstOfGroup: ReadonlySet<GuestActionId> = new Set(['console', 'migrate', 'remove'])

/** What can be done to a guest in its present state, ready for a menu: pages, lists, the tree and the palette show the same. */
export function useGuestActions(guest: Guest | undefined): readonly GuestAction[] {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const { user } = useStore(session)
  const has = usePrivileges(guest && `/vms/${guest.vmid}`)
  const intents = useStore(powerIntents)
  const tasks = useStore(live.tasks)
  const { nodes } = useStore(live.inventory)
  if (!guest) return []
  const { vmid, lock } = guest
  const ending = ['shutdown', 'reboot'].includes(intentOf(vmid, intents, tasks) ?? '')

  function reason(refusal: ActionRefusal | undefined): string | undefined {
    if (!refusal) return undefined
    if (refusal.why === 'privilege') {
      const { privilege } = refusal
      return t`It needs ${privilege} on /vms/${vmid}.`
    }
    return {
      locked: t`It is locked: ${lock}.`,
      running: t`It must be stopped first.`,
      'not-root': t`Only root@pam may take a lock away.`,
      'only-in-shell': t`In the node’s shell: pct unlock ${vmid}`,
    }[refusal.why]
  }
  function run(id: GuestActionId, target: Guest): void {
    if (isPowerAction(id)) runPower(target, id)
    else if (id === 'console') void openGuestConsole(target)
    else if (id === 'unlock') void unlockGuest(target)
    else openPanel(panelOf[id], String(vmid))
  }
  // Where there is no other node, nobody misses a way to it.
  const possible = actionsOf(guest).filter(id => id !== 'migrate' || nodes.size > 1)
  return possible.map(id => ({
    id,
    label: id === 'stop' && ending ? t`Stop, overrule the shutdown` : i18n._(actionLabels[id]),
    icon: actionIcons[id],
    onSelect: () => run(id, guest),
    danger: id === 'remove',
    separated: firstOfGroup.has(id),
    disabledReason: reason(refusalOf(id, guest, { has, isRoot: user === 'root@pam' })),
  }))
}
