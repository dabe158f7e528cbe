/** Which package may import which, and where the machine may be touched. One table, no inline escapes. */
export const layerRules: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  contract: ['schema'],
  host: ['schema'],
  cluster: ['schema', 'contract', 'host'],
  access: ['schema', 'contract', 'host', 'cluster'],
  tasks: ['schema', 'contract', 'host', 'cluster'],
  network: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks'],
  storage: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks'],
  hardware: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks'],
  guest: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks', 'storage', 'network'],
  qemu: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks', 'storage', 'network', 'hardware', 'guest'],
  lxc: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks', 'storage', 'network', 'hardware', 'guest'],
  templates: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks', 'storage'],
  node: ['schema', 'contract', 'host', 'cluster', 'access', 'tasks', 'storage', 'network', 'guest'],
  server: ['schema', 'contract', 'host'],
  cli: ['schema', 'contract'],
  web: ['schema', 'contract'],
  daemons: ['*'],
  testing: ['*'],
}

/** Packages, or folders of packages, that must load in a browser or replay exactly: no `node:*` import there. */
export const withoutNode: readonly string[] = [
  'schema/src/',
  'contract/src/',
  'qemu/src/plan/',
  'qemu/src/devices/',
  'lxc/src/plan/',
  'lxc/src/setup/',
  'guest/src/config/',
  'access/src/config/',
  'access/src/decide/',
  'cluster/src/corosync-conf/',
  'web/src/',
]

/** In these no clock and no chance is read: both are parameters. */
export const withoutClockAndChance: readonly string[] = withoutNode.filter(folder => folder !== 'web/src/')
