/** Keys that mean nothing to a running QEMU: a change of them is in force as soon as it is written. */
const ours = new Set([
  'autostart',
  'description',
  'hookscript',
  'hotplug',
  'lock',
  'meta',
  'migrate_downtime',
  'migrate_speed',
  'name',
  'onboot',
  'protection',
  'shares',
  'startup',
  'tags',
  'vmstatestorage',
  // Read when a cloud-init drive is made.
  'cicustom',
  'cipassword',
  'citype',
  'ciupgrade',
  'ciuser',
  'nameserver',
  'searchdomain',
  'sshkeys',
])

export function appliesAtOnce(key: string): boolean {
  return ours.has(key) || /^ipconfig\d+$/.test(key)
}
