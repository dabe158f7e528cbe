const groups = [
  {
    id: 'vm',
    privileges: [
      'VM.Audit',
      'VM.Allocate',
      'VM.PowerMgmt',
      'VM.Console',
      'VM.Backup',
      'VM.Clone',
      'VM.Migrate',
      'VM.Replicate',
      'VM.Snapshot',
      'VM.Snapshot.Rollback',
    ],
  },
  {
    id: 'vm-config',
    privileges: [
      'VM.Config.CPU',
      'VM.Config.Memory',
      'VM.Config.Disk',
      'VM.Config.Network',
      'VM.Config.CDROM',
      'VM.Config.Cloudinit',
      'VM.Config.HWType',
      'VM.Config.Options',
    ],
  },
  {
    id: 'agent',
    privileges: [
      'VM.GuestAgent.Audit',
      'VM.GuestAgent.FileRead',
      'VM.GuestAgent.FileWrite',
      'VM.GuestAgent.FileSystemMgmt',
      'VM.GuestAgent.Unrestricted',
      'VM.Guest.Exec',
      'VM.Guest.FileRead',
      'VM.Guest.FileWrite',
    ],
  },
  {
    id: 'storage',
    privileges: ['Datastore.Audit', 'Datastore.AllocateSpace', 'Datastore.AllocateTemplate', 'Datastore.Allocate'],
  },
  {
    id: 'node',
    privileges: ['Sys.Audit', 'Sys.Syslog', 'Sys.Console', 'Sys.PowerMgmt', 'Sys.Modify', 'Sys.Incoming', 'Sys.AccessNetwork'],
  },
  {
    id: 'access',
    privileges: ['User.Modify', 'Group.Allocate', 'Realm.Allocate', 'Realm.AllocateUser', 'Permissions.Modify'],
  },
  {
    id: 'pool',
    privileges: ['Pool.Audit', 'Pool.Allocate', 'Mapping.Audit', 'Mapping.Use', 'Mapping.Modify'],
  },
  {
    id: 'sdn',
    privileges: ['SDN.Audit', 'SDN.Use', 'SDN.Allocate'],
  },
] as const

export type PrivilegeGroupId = (typeof groups)[number]['id'] | 'other'

/** Privileges that are about the same kind of object. */
export interface PrivilegeGroup {
  readonly id: PrivilegeGroupId
  readonly privileges: readonly string[]
}

/** Every privilege is in exactly one group; one that a newer server knows in addition is in `other`. */
export function privilegeGroups(known: readonly string[] = []): readonly PrivilegeGroup[] {
  const named = new Set<string>(groups.flatMap(group => [...group.privileges]))
  const others = known.filter(name => !named.has(name))
  return others.length === 0 ? groups : [...groups, { id: 'other', privileges: others }]
}

export interface GroupedPrivileges {
  readonly id: PrivilegeGroupId
  readonly held: readonly string[]
  /** Every privilege of the group is held. */
  readonly all: boolean
}

/** Privileges of a role by group; groups of which it has none are left out. */
export function groupPrivileges(names: readonly string[]): readonly GroupedPrivileges[] {
  const given = new Set(names)
  return privilegeGroups(names)
    .map(({ id, privileges }) => {
      const held = privileges.filter(name => given.has(name))
      return { id, held, all: held.length === privileges.length }
    })
    .filter(({ held }) => held.length > 0)
}

export const splitNames = (text: string | undefined): readonly string[] => (text ?? '').split(/[,; ]+/).filter(Boolean)
