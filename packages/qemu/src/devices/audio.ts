import { deviceOption } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

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
  if (audio0.device === 'AC97') return [...options, ...deviceOption({ driver: 'AC97', id: 'audiodev0', ...place, audiodev })]
  return [
    ...options,
    ...deviceOption({ driver: audio0.device, id: 'audiodev0', ...place }),
    ...deviceOption({ driver: 'hda-micro', id: 'audiodev0-codec0', bus: 'audiodev0.0', cad: 0, audiodev }),
    ...deviceOption({ driver: 'hda-duplex', id: 'audiodev0-codec1', bus: 'audiodev0.0', cad: 1, audiodev }),
  ]
}
