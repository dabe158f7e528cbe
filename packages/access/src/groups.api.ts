import { implement, type Implementation } from '@quorate/contract'
import { accessAcl } from '@quorate/contract/access/acl'
import { accessGroups } from '@quorate/contract/access/groups'
import { accessRoles } from '@quorate/contract/access/roles'
import type { Access } from './access.ts'
import { listAcl, updateAcl } from './acl/acl.ts'
import { createGroup, deleteGroup, listGroups, readGroup, updateGroup } from './groups/groups.ts'
import { createRole, deleteRole, listRoles, readRole, updateRole } from './roles/roles.ts'

/** Groups, roles, and who has which role where. */
export function groupsApi(access: Access): Implementation[] {
  return [
    ...implement(accessGroups, {
      list: ({ caller }) => listGroups(access, caller),
      get: (_call, { groupid }) => readGroup(access, groupid),
      create: ({ caller }, { groupid, comment }) => createGroup(access, caller, groupid, comment),
      update: ({ caller }, { groupid, comment }) => updateGroup(access, caller, groupid, comment),
      remove: ({ caller }, { groupid }) => deleteGroup(access, caller, groupid),
    }),
    ...implement(accessRoles, {
      list: () => listRoles(access),
      get: (_call, { roleid }) => readRole(access, roleid),
      create: ({ caller }, { roleid, privs }) => createRole(access, caller, roleid, privs),
      update: ({ caller }, { roleid, privs, append = false }) => updateRole(access, caller, roleid, privs, append),
      remove: ({ caller }, { roleid }) => deleteRole(access, caller, roleid),
    }),
    ...implement(accessAcl, {
      list: ({ caller }) => listAcl(access, caller),
      update: ({ caller }, change) => updateAcl(access, caller, change),
    }),
  ]
}
