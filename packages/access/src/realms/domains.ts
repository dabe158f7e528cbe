import { type ConfigReader } from '@quorate/cluster'
import { SectionConfig } from '@quorate/schema'
import { cachedFile } from '../config/cached-file.ts'

export const domainsPath = 'domains.cfg'

export type RealmType = 'pam' | 'pve' | 'ad' | 'ldap' | 'openid'

export interface RealmEntry {
  readonly realm: string
  readonly type: RealmType
  /** As they stand in the file. */
  readonly values: ReadonlyMap<string, string>
}

const builtin: Readonly<Record<string, string>> = {
  pam: 'Linux PAM standard authentication',
  pve: 'Proxmox VE authentication server',
}

const known: readonly string[] = ['pam', 'pve', 'ad', 'ldap', 'openid']

/** The realms, the built-in ones also when the file does not name them. */
export function parseDomains(text: string): Map<string, RealmEntry> {
  const realms = new Map<string, RealmEntry>()
  for (const { type, id, values } of SectionConfig.parse(text).sections()) {
    if (known.includes(type) && !realms.has(id)) realms.set(id, { realm: id, type: type as RealmType, values })
  }
  for (const [realm, comment] of Object.entries(builtin)) {
    if (!realms.has(realm)) realms.set(realm, { realm, type: realm as RealmType, values: new Map([['comment', comment]]) })
  }
  return realms
}

export function isBuiltinRealm(realm: string): boolean {
  return Object.hasOwn(builtin, realm)
}

export function domainsReader(reader: ConfigReader): () => ReadonlyMap<string, RealmEntry> {
  return cachedFile(reader, domainsPath, text => parseDomains(text ?? ''))
}

/** The realm that a login without one is for. */
export function defaultRealm(realms: ReadonlyMap<string, RealmEntry>): string {
  return [...realms.values()].find(({ values }) => values.get('default') === '1')?.realm ?? 'pam'
}
