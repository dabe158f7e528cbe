/** Types of storage on which volumes are files, whose names end with their format. */
export const fileStorages: ReadonlySet<string> = new Set(['dir', 'nfs', 'cifs', 'cephfs', 'btrfs', 'glusterfs'])
