import type { GuestPower } from '@quorate/guest'
import type { LxcServices } from '../services.ts'
import { stateOf } from './freeze-container.ts'

/** How containers take part in work on many guests. */
export function lxcPower({ host, runtime }: Pick<LxcServices, 'host' | 'runtime'>): GuestPower {
  return {
    kind: 'lxc',
    async state(vmid) {
      const container = await runtime.running(vmid)
      return container && stateOf(host, container)
    },
  }
}
