import type { SeedSettings } from './seed-settings.ts'
import { yamlText } from './yaml-text.ts'

/** `#cloud-config` with host name, user, password and keys. */
export async function userData(settings: SeedSettings): Promise<string> {
  const { snippets, hostname, fqdn, user, password, sshKeys, upgrade, windows } = settings
  if (snippets.user !== undefined) return snippets.user
  const text = await yamlText({
    hostname,
    manage_etc_hosts: true,
    ...(fqdn === undefined ? {} : { fqdn }),
    ...(user === undefined ? {} : { user }),
    ...(user === 'root' ? { disable_root: false } : {}),
    // Windows takes it from the metadata.
    ...(password === undefined || windows ? {} : { password }),
    ...(sshKeys.length === 0 ? {} : { ssh_authorized_keys: sshKeys }),
    chpasswd: { expire: false },
    users: ['default'],
    package_upgrade: upgrade,
  })
  return `#cloud-config\n${text}`
}
