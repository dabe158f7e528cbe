import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'

/** Root only: it is for whoever can run programs on the node already. */
export const lxcAttach = {
  command: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/attach-command',
    description: 'Show how a program is run in a container from the command line of its node.',
    proxy: 'node',
    parameters: {
      node,
      vmid,
      'keep-env': optional(boolean({ description: 'Hand the environment on.', default: false })),
      program: optional(string({ description: 'Program that will be run; otherwise the shell of root, as at a login.', maxLength: 4096 })),
    },
    returns: object({ program: string(), arguments: array(string()) }),
  }),
}
