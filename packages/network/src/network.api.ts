import type { Implementation } from '@quorate/contract'
import { implement } from '@quorate/contract'
import { nodesNetwork } from '@quorate/contract/nodes/network'
import type { Host } from '@quorate/host'
import { listInterfaces, requireInterface } from './interfaces/node-network.ts'

/** The interfaces of this node as they are now; changing their configuration is not built. */
export function networkApi({ host }: { readonly host: Pick<Host, 'exec'> }): Implementation[] {
  const { list, get } = nodesNetwork
  return implement(
    { list, get },
    { list: (call, parameters) => listInterfaces(host, call, parameters), get: (_call, { iface }) => requireInterface(host, iface) },
  )
}
