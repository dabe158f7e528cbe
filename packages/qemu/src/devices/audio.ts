import { deviceOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'

/** Sound: played through SPICE when there is SPICE, otherwise to nowhere. */
export function audioOptions(context: PlanContext, spice: boolean): string[] {
  const { audio0 } = context.config
  if (!audio0) return []
  const wanted = audio0.driver ?? 'spice'
  if (wanted === 'spice' && !spice) context.warnings.push(`audio0: there is no SPICE display (vga: qxl), so nobody will hear it`)
  const backend = wanted === 'spice' && spice ? 'spice' : 'none'
  const audiodev = `${backend}-backend0`
  const place = pciPlace(context.machine.kind, 'audio0')
  const options = ['-audiodev', `${backend},id=${audiodev}`]
  const devices: DevicePlan[] =
    audio0.device === 'AC97'
      ? [{ driver: 'AC97', id: 'audiodev0', ...place, audiodev }]
      : [
          { driver: audio0.device, id: 'audiodev0', ...place },
          { driver: 'hda-micro', id: 'audiodev0-codec0', bus: 'audiodev0.0', cad: 0, audiodev },
          { driver: 'hda-duplex', id: 'audiodev0-codec1', bus: 'audiodev0.0', cad: 1, audiodev },
        ]
  return [...options, ...known(context, 'audio0', devices).flatMap(deviceOption)]
}
