/** Every address and every side panel of the interface, for a product that `furnish` filled. */
import type { Furnishing } from './furnish.ts'

const join = (base: string, ...parts: readonly string[]) => [base, ...parts.map(part => `${base}/${part}`)]

/** What the machine or the address does not have: views say so, and the browser's console repeats it. */
export const notThere: readonly RegExp[] = [/disks\/smart\?disk=%2Fdev%2Fnone/, /there is no journal on this node/]

/** Addresses by the paths of the router. */
export const pages = ({ upid }: Furnishing): Readonly<Record<string, readonly string[]>> => ({
  '/': ['/'],
  '/guests': ['/guests', '/guests?q=nothing-fits'],
  '/guests/$vmid/{-$tab}/{-$item}': [
    ...join('/guests/100', 'console', 'hardware', 'options', 'snapshots', 'activity', 'history', 'permissions'),
    ...join('/guests/101', 'hardware', 'options', 'activity', 'history', 'permissions'),
    ...join('/guests/102', 'console', 'resources', 'options', 'snapshots', 'activity', 'history', 'permissions'),
    '/guests/100/console/monitor',
    '/guests/100/snapshots/before',
    '/guests/999',
  ],
  '/nodes': ['/nodes'],
  '/nodes/$node/{-$tab}/{-$item}': [
    ...join('/nodes/pve', 'shell', 'system', 'logs', 'disks', 'tasks', 'permissions'),
    ...['network', 'services', 'dns', 'hosts', 'time', 'options', 'report'].map(item => `/nodes/pve/system/${item}`),
  ],
  '/storage': ['/storage'],
  '/storage/$node/$storage/{-$tab}': join('/storage/pve/local', 'disks', 'backups', 'iso', 'templates', 'files', 'permissions'),
  '/pools': ['/pools'],
  '/pools/$pool': ['/pools/lab'],
  '/access/{-$tab}/{-$item}': [
    ...join('/access', 'users', 'groups', 'roles', 'permissions', 'tokens', 'factors', 'realms', 'me'),
    '/access/users/joe@pve',
    '/access/groups/crew',
    '/access/roles/Watcher',
    '/access/tokens/joe@pve!ci',
  ],
  '/cluster/{-$tab}': join('/cluster', 'members', 'options', 'mappings', 'log', 'history'),
  '/tasks': ['/tasks'],
  '/tasks/$upid': [`/tasks/${upid}`],
  '/settings': ['/settings'],
  '/docs': ['/docs'],
  '/docs/$name': ['/docs/consoles'],
  '/more': ['/more'],
  '/console/$': ['/console/vnc/100', '/console/nothing/1'],
})

/** Where a side panel is opened, and what stands behind its name. */
type PanelView = readonly [page: string, ...followedBy: string[]]

/** Side panels by their names. */
export const panels = ({ change, iso, disk, backup }: Furnishing): Readonly<Record<string, PanelView>> => {
  const volume = (volid: string) => `pve/local/${encodeURIComponent(volid)}`
  return {
    'create-vm': ['/guests', ''],
    'create-container': ['/guests', ''],
    'add-permission': ['/access/permissions', '', 'user/joe@pve'],
    bulk: ['/guests', 'start', 'shutdown', 'migrate', 'tags', 'snapshot', 'pool', 'config', 'delete'],
    migrate: ['/guests/100', '100'],
    clone: ['/guests/100', '100', '101'],
    template: ['/guests/100', '100'],
    'guest-pool': ['/guests/100', '100'],
    'remove-guest': ['/guests/100', '100'],
    snapshot: ['/guests/100/snapshots', '100'],
    rollback: ['/guests/100/snapshots', '100/before'],
    'edit-snapshot': ['/guests/100/snapshots', '100/before'],
    'delete-snapshot': ['/guests/100/snapshots', '100/before'],
    'node-guests': ['/nodes/pve', 'pve/start', 'pve/stop', 'pve/suspend'],
    'node-power': ['/nodes/pve', 'pve/reboot', 'pve/shutdown'],
    'disk-health': ['/nodes/pve/disks', 'pve/dev/none'],
    'add-storage': ['/storage', 'dir', 'nfs'],
    'edit-storage': ['/storage', 'second'],
    'remove-storage': ['/storage', 'second'],
    upload: ['/storage/pve/local/iso', 'pve/local/iso'],
    'download-url': ['/storage/pve/local/iso', 'pve/local/iso'],
    'pull-image': ['/storage/pve/local/templates', 'pve/local'],
    templates: ['/storage/pve/local/templates', 'pve/local'],
    'build-template': ['/storage/pve/local/templates', 'pve/local'],
    'allocate-disk': ['/storage/pve/local/disks', 'pve/local'],
    'copy-volume': ['/storage/pve/local/disks', volume(disk)],
    'edit-backup': ['/storage/pve/local/backups', volume(backup)],
    'delete-volumes': ['/storage/pve/local/iso', volume(iso)],
    'prune-backups': ['/storage/pve/local/backups', 'pve/local'],
    'set-password': ['/access/users', 'joe@pve'],
    'create-user': ['/access/users', ''],
    'edit-user': ['/access/users', 'joe@pve'],
    'remove-user': ['/access/users', 'joe@pve'],
    'create-group': ['/access/groups', ''],
    'edit-group': ['/access/groups', 'crew'],
    'remove-group': ['/access/groups', 'crew'],
    'create-role': ['/access/roles', '', 'Watcher'],
    'edit-role': ['/access/roles', 'Watcher'],
    'remove-role': ['/access/roles', 'Watcher'],
    'create-token': ['/access/tokens', '', 'joe@pve'],
    'edit-token': ['/access/tokens', 'joe@pve!ci'],
    'remove-token': ['/access/tokens', 'joe@pve!ci'],
    'add-totp': ['/access/users/joe@pve', 'joe@pve'],
    'add-recovery': ['/access/users/joe@pve', 'joe@pve'],
    'edit-factor': ['/access/factors', 'joe@pve/recovery'],
    'remove-factor': ['/access/factors', 'joe@pve/recovery'],
    'edit-realm': ['/access/realms', 'pve'],
    'remove-realm': ['/access/realms', 'pve'],
    'create-pool': ['/pools', ''],
    'edit-pool': ['/pools', 'lab'],
    'remove-pool': ['/pools', 'lab'],
    'add-to-pool': ['/pools/lab', 'lab'],
    'create-cluster': ['/cluster', ''],
    'join-cluster': ['/cluster', ''],
    'join-information': ['/cluster', ''],
    'remove-node': ['/cluster', 'other'],
    'edit-option': [
      '/cluster/options',
      'keyboard',
      'bwlimit',
      'next-id',
      'tag-style',
      'user-tag-access',
      'registered-tags',
      'consent-text',
    ],
    'config-change': ['/cluster/history', change],
    'revert-change': ['/cluster/history', change],
    'edit-mapping': ['/cluster/mappings', 'pci', 'usb', 'dir', 'dir/share'],
    'remove-mapping': ['/cluster/mappings', 'dir/share'],
  }
}

/** Panels over the page of a guest that its own address names. */
export const guestPanels: readonly string[] = [
  ...['disk', 'import', 'cdrom', 'cloudinit', 'net', 'efi', 'tpm', 'usb', 'pci', 'serial', 'audio', 'rng', 'virtiofs', 'watchdog'].map(
    kind => `/guests/100/hardware/add-${kind}`,
  ),
  ...['memory', 'scsi0', 'scsi0.resize', 'scsi0.move', 'scsi0.reassign', 'scsi0.detach', 'ide2.remove', 'net0', 'nothing'].map(
    item => `/guests/100/hardware/${item}`,
  ),
  ...['mount', 'net', 'device'].map(kind => `/guests/102/resources/add-${kind}`),
  ...['memory', 'rootfs', 'net0', 'dns'].map(item => `/guests/102/resources/${item}`),
  ...['name', 'boot', 'startup', 'agent', 'cloudinit-files', 'ipconfig0'].map(item => `/guests/100/options/${item}`),
  ...['timezone', 'startup', 'features'].map(item => `/guests/102/options/${item}`),
]

export const panelAddresses = (furnishing: Furnishing): readonly string[] => [
  ...Object.entries(panels(furnishing)).flatMap(([name, [page, ...followedBy]]) =>
    followedBy.map(argument => `${page}?panel=${encodeURIComponent(argument === '' ? name : `${name}/${argument}`)}`),
  ),
  ...guestPanels,
]
