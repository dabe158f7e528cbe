import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { domainsReader } from './domains.ts'
import { pamRealm } from './pam-realm.ts'
import { pveRealm } from './pve-realm.ts'
import type { Realm } from './realm.ts'

export interface Realms {
  /** Throws a Failure for a realm that is not there, or whose kind cannot be used yet. */
  of(userid: string): { readonly realm: Realm; readonly name: string }
  /** The same, or undefined where the realm keeps no passwords with us. */
  keeping(userid: string): { readonly realm: Realm; readonly name: string } | undefined
}

export function splitUserid(userid: string): { name: string; realm: string } {
  const at = userid.lastIndexOf('@')
  return { name: userid.slice(0, at), realm: userid.slice(at + 1) }
}

export function createRealms(store: ConfigStore, host: Host): Realms {
  const realms = domainsReader(store)
  const pam = pamRealm(host)
  const pve = pveRealm(store)
  const keeping: Realms['keeping'] = userid => {
    const { name, realm } = splitUserid(userid)
    const type = realms().get(realm)?.type
    if (type === 'pam') return { realm: pam, name }
    return type === 'pve' ? { realm: pve, name } : undefined
  }
  return {
    keeping,
    of(userid) {
      const found = keeping(userid)
      if (found) return found
      const { realm } = splitUserid(userid)
      const entry = realms().get(realm)
      if (!entry) throw new Failure(`realm '${realm}' does not exist`)
      throw new Failure(`cannot check a password of realm '${realm}': realms of type ${entry.type} are not supported yet`, { status: 501 })
    },
  }
}
