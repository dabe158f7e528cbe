import type { GuestPower } from '@quorate/guest'
import type { LxcServices } from '../services.ts'
import { stateOf } from './container-state.ts'

/** How containers take part in work on many guests. */
export function lxcPower(services: Pick<LxcServices, 'host' | 'runtime'>): GuestPower {
  return {
    kind: 'lxc',
    async state(vmid) {
      const container = await services.runtime.running(vmid)
      return container && (await stateOf(services, container))
    },
  }
}
