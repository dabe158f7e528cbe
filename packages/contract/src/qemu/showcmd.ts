import { boolean, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, snapname, vmid } from '../parameters.ts'

/** Root only: the command line shows where everything lies on the node. */
export const qemuShowcmd = {
  show: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/showcmd',
    description: 'Show the command line that a VM would be started with.',
    proxy: 'node',
    cli: 'qm showcmd <vmid>',
    parameters: {
      node,
      vmid,
      pretty: optional(boolean({ description: 'One option on each line.', default: false })),
      snapshot: optional(snapname),
    },
    returns: string(),
  }),
}
