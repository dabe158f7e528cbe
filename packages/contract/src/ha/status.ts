import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { needs } from '../permission.ts'

export const haStatus = {
  arm: endpoint({
    method: 'POST',
    path: '/cluster/ha/status/arm-ha',
    description: 'POST /cluster/ha/status/arm-ha',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {},
  }),
  current: endpoint({
    method: 'GET',
    path: '/cluster/ha/status/current',
    description: 'GET /cluster/ha/status/current',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(
      object({
        'armed-state': optional(string({ enum: ['armed', 'standby', 'disarming', 'disarmed'] })),
        crm_state: optional(string()),
        failback: optional(boolean({ default: true })),
        id: string(),
        max_relocate: optional(integer()),
        max_restart: optional(integer()),
        node: string(),
        quorate: optional(boolean()),
        request_state: optional(string()),
        resource_mode: optional(string({ enum: ['freeze', 'ignore'] })),
        sid: optional(string()),
        state: optional(string()),
        status: string(),
        timestamp: optional(integer()),
        type: anything(),
      }),
    ),
  }),
  disarm: endpoint({
    method: 'POST',
    path: '/cluster/ha/status/disarm-ha',
    description: 'POST /cluster/ha/status/disarm-ha',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { 'resource-mode': string({ enum: ['freeze', 'ignore'] }) },
  }),
  managerStatus: endpoint({
    method: 'GET',
    path: '/cluster/ha/status/manager_status',
    description: 'GET /cluster/ha/status/manager_status',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
}
