import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, modifyAcl } from '../permission.ts'

export const accessAcl = {
  list: endpoint({
    method: 'GET',
    path: '/access/acl',
    description: 'GET /access/acl',
    permission: anyUser,
    parameters: {},
    returns: array(
      object({
        path: string(),
        propagate: optional(boolean({ default: true })),
        roleid: string(),
        type: string({ enum: ['user', 'group', 'token'] }),
        ugid: string(),
      }),
    ),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/acl',
    description: 'PUT /access/acl',
    permission: modifyAcl('{path}'),
    privileged: true,
    parameters: {
      delete: optional(boolean()),
      groups: optional(string({ format: 'pve-groupid-list' })),
      path: string(),
      propagate: optional(boolean({ default: true })),
      roles: string({ format: 'pve-roleid-list' }),
      tokens: optional(string({ format: 'pve-tokenid-list' })),
      users: optional(string({ format: 'pve-userid-list' })),
    },
  }),
}
