import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { needs } from '../permission.ts'

export const haStatus = {
  arm: endpoint({
    method: 'POST',
    path: '/cluster/ha/status/arm-ha',
    description: 'Let HA act again.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager crm-command arm-ha',
    parameters: {},
  }),
  current: endpoint({
    method: 'GET',
    path: '/cluster/ha/status/current',
    description: 'Show the state of HA: quorum, managers and resources.',
    permission: needs('/', 'Sys.Audit'),
    cli: 'ha-manager status',
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
    description: 'Keep HA from acting.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager crm-command disarm-ha <resource-mode>',
    parameters: { 'resource-mode': string({ description: 'What happens with resources meanwhile.', enum: ['freeze', 'ignore'] }) },
  }),
  managerStatus: endpoint({
    method: 'GET',
    path: '/cluster/ha/status/manager_status',
    description: 'Show the state of the HA manager in full.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
}
