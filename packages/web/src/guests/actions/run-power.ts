import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { runAfterGrace } from '../../shell/grace.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { taskEnd } from '../../live/task-end.ts'
import type { PowerAction } from './guest-actions.ts'
import { powerCall } from './power-call.ts'
import { intentOf, powerIntents, setIntent } from './power-intents.ts'

/** What cuts a guest's power can be called off for so long. */
const graceSeconds = 5

/** A shutdown or reboot of the guest is under way: a stop has to overrule it. */
export const isShuttingDown = (vmid: number): boolean =>
  ['shutdown', 'reboot'].includes(intentOf(vmid, powerIntents.get(), live.tasks.get()) ?? '')

async function run(guest: Guest, action: PowerAction, overrule: boolean): Promise<void> {
  setIntent(guest.vmid, action)
  try {
    await taskEnd(String(await send(powerCall(guest, action, overrule))))
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  } finally {
    // Another action may have been asked for meanwhile.
    if (powerIntents.get().get(guest.vmid) === action) setIntent(guest.vmid, undefined)
  }
}

/** Begins a power action: its intent shows until the events tell how it ended. */
export function runPower(guest: Guest, action: PowerAction): void {
  const overrule = action === 'stop' && isShuttingDown(guest.vmid)
  if (action !== 'stop' && action !== 'reset') return void run(guest, action, overrule)
  const name = guest.name || String(guest.vmid)
  setIntent(guest.vmid, action)
  runAfterGrace({
    text:
      action === 'reset'
        ? i18n._(msg`${name} will be reset in ${graceSeconds} s; what it has not saved is lost.`)
        : i18n._(msg`${name} will be stopped in ${graceSeconds} s; what it has not saved is lost.`),
    seconds: graceSeconds,
    run: () => void run(guest, action, overrule),
    onCancel: () => setIntent(guest.vmid, undefined),
  })
}
