import { deviceOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

export function watchdogOptions(context: PlanContext): string[] {
  const { watchdog } = context.config
  if (!watchdog) return []
  const model = watchdog.model ?? 'i6300esb'
  const place = model === 'ib700' ? {} : pciPlace(context.machine.kind, 'watchdog0')
  const options = known(context, 'watchdog', [{ driver: model, id: 'watchdog', ...place }]).flatMap(deviceOption)
  return watchdog.action === undefined ? options : [...options, '-watchdog-action', watchdog.action]
}
