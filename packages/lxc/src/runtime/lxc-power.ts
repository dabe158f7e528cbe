import type { GuestPower } from '@quorate/guest'
import type { LxcServices } from '../services.ts'
import { stateOf } from './container-state.ts'

/** How containers take part in work on many guests. */
export function lxcPower(services: Pick<LxcServices, 'host' | 'runtime'>): GuestPower {
  return {
    kind: 'lxc',
    state: async vmid => ((await services.runtime.running(vmid)) ? await stateOf(services, vmid) : undefined),
  }
}
