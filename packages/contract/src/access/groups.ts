import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs, needsAny } from '../permission.ts'

export const accessGroups = {
  list: endpoint({
    method: 'GET',
    path: '/access/groups',
    description: 'GET /access/groups',
    permission: anyUser,
    parameters: {},
    returns: array(object({ comment: optional(string()), groupid: string(), users: optional(string()) })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/groups',
    description: 'POST /access/groups',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    parameters: { comment: optional(string()), groupid: string({ format: 'pve-groupid' }) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/groups/{groupid}',
    description: 'DELETE /access/groups/{groupid}',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    parameters: { groupid: string({ format: 'pve-groupid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/groups/{groupid}',
    description: 'GET /access/groups/{groupid}',
    permission: needsAny('/access/groups', 'Sys.Audit', 'Group.Allocate'),
    parameters: { groupid: string({ format: 'pve-groupid' }) },
    returns: object({ comment: optional(string()), members: array(string()) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/groups/{groupid}',
    description: 'PUT /access/groups/{groupid}',
    permission: needs('/access/groups', 'Group.Allocate'),
    privileged: true,
    parameters: { groupid: string({ format: 'pve-groupid' }), comment: optional(string()) },
  }),
}
