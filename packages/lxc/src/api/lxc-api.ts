import type { Implementation } from '@quorate/contract'
import type { LxcServices } from '../services.ts'

/** Every handler of /nodes/{node}/lxc that there is. What is missing here is answered with 501 by the router. */
export function lxcApi(_services: LxcServices): Implementation[] {
  return []
}
