import { guestPath, parseGuestConfig, runHookscript, type HookPhase } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import type { EndReport } from './guest-runtime.ts'

type HookServices = Pick<QemuServices, 'host' | 'storage' | 'store'>

/** Volume id of the guest's hook script as its config names it now; undefined: it has none, or the guest is gone. */
export function hookscriptOf({ host, store }: Pick<QemuServices, 'host' | 'store'>, vmid: number): string | undefined {
  const file = store.read(guestPath({ kind: 'qemu', node: host.root.node, vmid }))
  return file && parseGuestConfig(file.text).current.get('hookscript')
}

/** Runs the guest's hook script, if it has one. Fails with `hookscript error for 100 on pre-start`. */
export async function runHook(services: HookServices, vmid: number, phase: HookPhase, report: EndReport): Promise<void> {
  const script = hookscriptOf(services, vmid)
  if (script !== undefined) await runHookscript(services, script, vmid, phase, report)
}

/** The same where it is too late to refuse: what fails is a warning. */
export async function tryHook(services: HookServices, vmid: number, phase: HookPhase, report: EndReport): Promise<void> {
  try {
    await runHook(services, vmid, phase, report)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    report.warn(failureText(error))
  }
}
