import { object, optional } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { datacenterOptions } from './datacenter-options.ts'

export const clusterOptions = {
  get: endpoint({
    method: 'GET',
    path: '/cluster/options',
    description: 'Show the options of the datacenter. Without Sys.Audit on / only those that every interface needs.',
    permission: anyUser,
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/options',
    description: 'Change the options of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { delete: optional(deletedKeys), ...datacenterOptions },
  }),
}
