import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs, needsAny } from '../permission.ts'

export const accessGroups = {
  list: endpoint({
    method: 'GET',
    path: '/access/groups',
    description: 'List user groups.',
    permission: anyUser,
    cli: 'pveum group list',
    parameters: {},
    returns: array(object({ comment: optional(string()), groupid: string(), users: optional(string()) })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/groups',
    description: 'Create a user group.',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    cli: { usage: 'pveum group add <groupid>', aliases: ['pveum groupadd'] },
    parameters: {
      comment: optional(string({ description: 'Free text.' })),
      groupid: string({ description: 'Name of the user group.', format: 'pve-groupid' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/groups/{groupid}',
    description: 'Remove a user group.',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    cli: { usage: 'pveum group delete <groupid>', aliases: ['pveum groupdel'] },
    parameters: { groupid: string({ description: 'Name of the user group.', format: 'pve-groupid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/groups/{groupid}',
    description: 'Show a user group.',
    permission: needsAny('/access/groups', 'Sys.Audit', 'Group.Allocate'),
    parameters: { groupid: string({ description: 'Name of the user group.', format: 'pve-groupid' }) },
    returns: object({ comment: optional(string()), members: array(string()) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/groups/{groupid}',
    description: 'Change a user group.',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    cli: { usage: 'pveum group modify <groupid>', aliases: ['pveum groupmod'] },
    parameters: {
      groupid: string({ description: 'Name of the user group.', format: 'pve-groupid' }),
      comment: optional(string({ description: 'Free text.' })),
    },
  }),
}
