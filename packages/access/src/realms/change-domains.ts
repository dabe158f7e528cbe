import { digestOf } from '@quorate/cluster'
import type { Caller } from '@quorate/contract'
import { realmOptions } from '@quorate/contract/access/realm-options'
import { encodeText, Failure, type SchemaData, SectionConfig, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { domainsPath, isBuiltinRealm, parseDomains, type RealmEntry } from './domains.ts'

/** Decoded parameters of a realm but for its name, type and `digest`. */
export type RealmFields = Readonly<Record<string, unknown>>

const passwordPath = (realm: string) => `priv/realm/${realm}.pw`
/** Parameters that are not written to the realm's section. */
const notKept = new Set(['realm', 'type', 'digest', 'delete', 'password', 'check-connection'])

const required: Readonly<Record<string, readonly string[]>> = {
  ad: ['domain', 'server1'],
  ldap: ['base_dn', 'user_attr', 'server1'],
  openid: ['issuer-url', 'client-id'],
  pam: [],
  pve: [],
}

function refuse(errors: Record<string, string>): never {
  throw new Failure('Parameter verification failed.', { status: 400, errors })
}

/** The username claim is the one option that can only be set at creation. */
const schemas: Readonly<Record<string, SchemaData>> = { ...realmOptions }
const textOf = (name: string, value: unknown) => encodeText(schemas[name] ?? {}, value)

function refuseCheck(fields: RealmFields): void {
  if (!fields['check-connection']) return
  throw new Failure('cannot check the connection to the realm: realms of type ldap and ad are not supported yet', { status: 501 })
}

/** The file with a section for a built-in realm that has none yet, so that it can be changed. */
function withSection(sections: SectionConfig, { realm, type, values }: RealmEntry): void {
  if (!sections.section(realm)) sections.add(type, realm, Object.fromEntries(values))
}

/** Only one realm is the one that the login form starts with. */
function onlyDefault(sections: SectionConfig, realm: string): void {
  for (const { id, values } of sections.sections()) if (id !== realm && values.get('default') === '1') sections.delete(id, 'default')
}

export function listDomains({ domains }: Access) {
  return [...domains().values()]
    .map(({ realm, type, values }) => {
      const comment = values.get('comment')
      const tfa = /(?:^|,)type=(\w+)/.exec(values.get('tfa') ?? '')?.[1]
      return { realm, type, ...(comment && { comment }), ...(tfa && { tfa }), ...(values.get('default') === '1' && { default: 1 }) }
    })
    .toSorted((a, b) => (a.realm < b.realm ? -1 : 1))
}

function requireRealm(realms: ReadonlyMap<string, RealmEntry>, realm: string): RealmEntry {
  const entry = realms.get(realm)
  if (!entry) throw new Failure(`domain '${realm}' does not exist`)
  return entry
}

const flags = new Set([
  'default',
  'autocreate',
  'case-sensitive',
  'secure',
  'verify',
  'query-userinfo',
  'groups-autocreate',
  'groups-overwrite',
])

/** The key of an OpenID client is for those who may set it. */
export function readDomain({ store, domains, authorizer }: Access, caller: Caller, realm: string) {
  const { type, values } = requireRealm(domains(), realm)
  const seesKey = authorizer.may(caller, '/access/realm', ['Realm.Allocate'])
  const visible = [...values].filter(([key]) => seesKey || key !== 'client-key')
  const shown = Array.from(visible, ([key, value]) => [key, flags.has(key) || key === 'port' ? Number(value) : value] as const)
  return { ...Object.fromEntries(shown), type, digest: digestOf(store.read(domainsPath)?.text ?? '') }
}

async function keepPassword({ store }: Access, caller: Caller, realm: string, password: unknown): Promise<void> {
  if (typeof password !== 'string') return
  await store.update(passwordPath(realm), { authid: caller.authid }, () => password)
}

export async function createDomain(access: Access, caller: Caller, realm: string, type: string, fields: RealmFields): Promise<void> {
  const missing = (required[type] ?? []).filter(name => fields[name] === undefined)
  if (missing.length) refuse(Object.fromEntries(missing.map(name => [name, 'property is missing and it is not optional'])))
  if (isBuiltinRealm(realm)) throw new Failure(`domain '${realm}' already exists`)
  if (type === 'pam' || type === 'pve') refuse({ type: `there is only the one realm of type '${type}'` })
  refuseCheck(fields)
  await access.store.update(domainsPath, { authid: caller.authid }, text => {
    if (parseDomains(text ?? '').has(realm)) throw new Failure(`domain '${realm}' already exists`)
    const sections = SectionConfig.parse(text ?? '')
    const kept = Object.entries(fields).filter(([name, value]) => value !== undefined && !notKept.has(name))
    sections.add(type, realm, Object.fromEntries(kept.map(([name, value]) => [name, textOf(name, value)])))
    if (fields.default) onlyDefault(sections, realm)
    return sections.toString()
  })
  await keepPassword(access, caller, realm, fields.password)
}

export async function updateDomain(access: Access, caller: Caller, realm: string, fields: RealmFields): Promise<void> {
  refuseCheck(fields)
  const removed = splitList(typeof fields.delete === 'string' ? fields.delete : '')
  await access.store.update(domainsPath, { authid: caller.authid }, text => {
    if (typeof fields.digest === 'string' && fields.digest !== digestOf(text ?? '')) {
      throw new Failure('detected modified configuration - file changed by other user? Try again.')
    }
    const entry = requireRealm(parseDomains(text ?? ''), realm)
    const fixed = removed.find(name => required[entry.type]?.includes(name) || (notKept.has(name) && name !== 'password'))
    if (fixed !== undefined) refuse({ delete: `unable to delete required option '${fixed}'` })
    const sections = SectionConfig.parse(text ?? '')
    withSection(sections, entry)
    for (const name of removed) if (name !== 'password') sections.delete(realm, name)
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined && !notKept.has(name)) sections.set(realm, name, textOf(name, value))
    }
    if (fields.default) onlyDefault(sections, realm)
    return sections.toString()
  })
  if (removed.includes('password')) await access.store.update(passwordPath(realm), { authid: caller.authid }, () => null)
  await keepPassword(access, caller, realm, fields.password)
}

export async function deleteDomain({ store }: Access, caller: Caller, realm: string): Promise<void> {
  if (isBuiltinRealm(realm)) throw new Failure(`cannot delete domain '${realm}': it is built in`)
  const author = { authid: caller.authid }
  await store.update(domainsPath, author, text => {
    requireRealm(parseDomains(text ?? ''), realm)
    const sections = SectionConfig.parse(text ?? '')
    sections.remove(realm)
    return sections.toString()
  })
  await store.update(passwordPath(realm), author, text => (text === undefined ? undefined : null))
}
