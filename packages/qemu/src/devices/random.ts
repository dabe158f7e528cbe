import { Failure } from '@quorate/schema'
import { deviceOption, objectOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

const sources = ['/dev/urandom', '/dev/random', '/dev/hwrng']
const usualBytes = 1024
const usualPeriodMs = 1000

/** rng0: randomness from the host, by default 1 KiB each second. */
export function randomOptions(context: PlanContext): string[] {
  const { rng0 } = context.config
  if (!rng0) return []
  if (!sources.includes(rng0.source)) throw new Failure(`rng0: source '${rng0.source}' is none of ${sources.join(', ')}`)
  const bytes = rng0.max_bytes ?? usualBytes
  const period = rng0.period ?? usualPeriodMs
  if (bytes > 0 && period === 0) throw new Failure('rng0: period is at least 1 millisecond; max_bytes=0 takes the limit away')
  return [
    ...objectOption({ 'qom-type': 'rng-random', id: 'rng0', filename: rng0.source }),
    ...known(context, 'rng0', [
      {
        driver: 'virtio-rng-pci',
        rng: 'rng0',
        id: 'rngdev0',
        'max-bytes': bytes > 0 ? bytes : undefined,
        period: bytes > 0 ? period : undefined,
        ...pciPlace(context.machine.kind, 'rng0'),
      },
    ]).flatMap(deviceOption),
  ]
}
