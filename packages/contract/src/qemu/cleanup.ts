import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'

/** Root only: for whoever ends a VM's process by hand. */
export const qemuCleanup = {
  cleanup: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/cleanup',
    description: 'Take away what the run of a VM left that has ended, and tell its hook script.',
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: { node, vmid },
  }),
}
