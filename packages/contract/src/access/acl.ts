import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, modifyAcl } from '../permission.ts'

export const accessAcl = {
  list: endpoint({
    method: 'GET',
    path: '/access/acl',
    description: 'List who has which role on which object.',
    permission: anyUser,
    cli: 'pveum acl list',
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
    description: 'Give or take roles on an object.',
    permission: modifyAcl('{path}'),
    privileged: true,
    cli: [
      { usage: 'pveum acl delete <path>', aliases: ['pveum acldel'], fixed: { delete: true } },
      { usage: 'pveum acl modify <path>', aliases: ['pveum aclmod'], fixed: { delete: false } },
    ],
    parameters: {
      delete: optional(boolean({ description: 'Take the roles instead of giving them.' })),
      groups: optional(string({ description: 'User groups.', format: 'pve-groupid-list' })),
      path: string({ description: 'Object path.' }),
      propagate: optional(boolean({ description: 'Also valid for what lies below.', default: true })),
      roles: string({ description: 'Roles.', format: 'pve-roleid-list' }),
      tokens: optional(string({ description: 'API tokens.', format: 'pve-tokenid-list' })),
      users: optional(string({ description: 'Users.', format: 'pve-userid-list' })),
    },
  }),
}
