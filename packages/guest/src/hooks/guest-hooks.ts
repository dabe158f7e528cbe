import { Failure, failureText } from '@quorate/schema'
import { parseGuestConfig } from '../config/guest-config.ts'
import type { EndReport } from '../guest-ends.ts'
import { guestPath, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { runHookscript, type HookPhase } from './run-hookscript.ts'

export type GuestHookServices = Pick<GuestServices, 'host' | 'storage' | 'store'>

/** Volume id of the guest's hook script as its config names it now; undefined: it has none, or the guest is gone. */
export function hookscriptOf({ store }: Pick<GuestServices, 'store'>, place: GuestPlace): string | undefined {
  const file = store.read(guestPath(place))
  return file && parseGuestConfig(file.text).current.get('hookscript')
}

/** Runs the guest's hook script, if it has one. Fails with `hookscript error for 100 on pre-start`. */
export async function runHook(services: GuestHookServices, place: GuestPlace, phase: HookPhase, report: EndReport): Promise<void> {
  const script = hookscriptOf(services, place)
  if (script !== undefined) await runHookscript(services, script, place.vmid, phase, report)
}

/** The same where it is too late to refuse: what fails is a warning. */
export async function tryHook(services: GuestHookServices, place: GuestPlace, phase: HookPhase, report: EndReport): Promise<void> {
  try {
    await runHook(services, place, phase, report)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    report.warn(failureText(error))
  }
}
