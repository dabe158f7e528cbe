import { array, boolean, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephCfg = {
  database: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/cfg/db',
    description: 'List the settings that Ceph keeps itself.',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({ can_update_at_runtime: boolean(), level: string(), mask: string(), name: string(), section: string(), value: string() }),
    ),
  }),
  raw: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/cfg/raw',
    description: 'Show the Ceph configuration file.',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: string(),
  }),
  value: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/cfg/value',
    description: 'Read settings of the Ceph configuration.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      'config-keys': string({
        description: 'Settings to read: section:key.',
        pattern: '(?^:^(:?(?^i:[0-9a-z\\-_\\.]+:[0-9a-zA-Z\\-_]+))(:?[;, ](?^i:[0-9a-z\\-_\\.]+:[0-9a-zA-Z\\-_]+))*$)',
      }),
    },
    returns: object({}, { additionalProperties: true }),
  }),
}
