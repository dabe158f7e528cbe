import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { needs } from '../permission.ts'

export const backupCoverage = {
  notBackedUp: endpoint({
    method: 'GET',
    path: '/cluster/backup-info/not-backed-up',
    description: 'List guests that no backup job covers.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: {},
    returns: array(object({ name: optional(string()), type: string({ enum: ['qemu', 'lxc'] }), vmid: integer() })),
  }),
}
