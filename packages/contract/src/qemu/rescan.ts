import { array, boolean, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'

/** Root only: it takes volumes of any storage into the config. */
export const qemuRescan = {
  rescan: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/rescan',
    description: 'Find volumes and sizes of a VM that its configuration does not know.',
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: { node, vmid, dryrun: optional(boolean({ description: 'Only say what would be done.', default: false })) },
    returns: array(string({ description: 'What was found.' })),
  }),
}
