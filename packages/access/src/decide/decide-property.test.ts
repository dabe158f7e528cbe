import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccessConfig, emptyAccessConfig, setGrant } from '../config/access-config.ts'
import { Decider } from './decide.ts'
import { builtinRoles } from './roles.ts'

/** The documented rules, written as slowly and as literally as possible. */
function reference(config: AccessConfig, authid: string, path: string): string[] {
  const [userid = ''] = authid.split('!')
  if (authid !== userid) {
    const ofUser = reference(config, userid, path)
    return config.tokens.get(authid)?.privsep ? onPath(config, authid, path).filter(name => ofUser.includes(name)) : ofUser
  }
  return onPath(config, userid, path)
}

function rolesAt(config: AccessConfig, subject: string, path: string, final: boolean): string[] | undefined {
  const lines = [...(config.acl.get(path) ?? [])].flatMap(([who, roles]) =>
    [...roles].filter(([, propagate]) => final || propagate).map(([role]) => ({ who, role })),
  )
  const own = lines.filter(line => line.who === subject)
  const ofGroups = lines.filter(line => config.groups.get(line.who.slice(1))?.users.has(subject) && line.who.startsWith('@'))
  const roles = (own.length ? own : ofGroups).map(line => line.role)
  return roles.length ? roles : undefined
}

function chain(path: string): string[] {
  const parts = path.split('/').filter(Boolean)
  return parts.map((_, at) => `/${parts.slice(0, parts.length - at).join('/')}`).concat('/')
}

function privilegesOf(roles: string[] | undefined): string[] {
  if (!roles || roles.includes('NoAccess')) return []
  return [...new Set(roles.flatMap(role => builtinRoles[role] ?? []))].toSorted()
}

function onPath(config: AccessConfig, subject: string, path: string): string[] {
  const nearest = (paths: string[], final?: string) =>
    paths.map(one => rolesAt(config, subject, one, one === final)).find(roles => roles !== undefined)
  const normal = privilegesOf(nearest(chain(path), path))
  const explicit = rolesAt(config, subject, path, true)
  if (explicit && !privilegesOf(explicit).length) return []
  const pools = [...config.pools]
    .filter(([, pool]) => [...pool.vms].some(id => path === `/vms/${id}`) || [...pool.storages].some(id => path === `/storage/${id}`))
    .map(([id]) => nearest(chain(`/pool/${id}`).filter(one => one !== '/')))
    .filter(roles => roles !== undefined)
  if (pools.some(roles => !privilegesOf(roles).length)) return explicit ? privilegesOf(explicit) : []
  return [...new Set([normal, ...pools.map(privilegesOf)].flat())].toSorted()
}

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

test('random configurations are decided as the slow reference does', () => {
  const paths = ['/', '/vms', '/vms/100', '/vms/101', '/storage', '/storage/s', '/pool', '/pool/a', '/pool/a/b', '/pool/c', '/nodes/n']
  const subjects = ['u1@pve', 'u2@pve', '@g1', '@g2', 'u1@pve!sep', 'u1@pve!full']
  const roles = ['NoAccess', 'PVEVMUser', 'PVEAuditor', 'PVETemplateUser', 'PVEDatastoreUser', 'PVEAdmin']
  let granted = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const next = random(seed)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
    const config = emptyAccessConfig()
    for (const id of ['u1@pve', 'u2@pve']) {
      config.users.set(id, { enable: true, expire: 0, firstname: '', lastname: '', email: '', comment: '', keys: '' })
    }
    config.tokens.set('u1@pve!sep', { expire: 0, privsep: true, comment: '' })
    config.tokens.set('u1@pve!full', { expire: 0, privsep: false, comment: '' })
    for (const id of ['g1', 'g2']) config.groups.set(id, { users: new Set(['u1@pve', 'u2@pve'].filter(() => next() < 0.6)), comment: '' })
    config.pools.set('a', { comment: '', vms: new Set(), storages: new Set(next() < 0.5 ? ['s'] : []) })
    config.pools.set('a/b', { comment: '', vms: new Set(next() < 0.7 ? [100] : []), storages: new Set(next() < 0.3 ? ['s'] : []) })
    config.pools.set('c', { comment: '', vms: new Set(next() < 0.5 ? [101] : []), storages: new Set() })
    for (let count = Math.floor(next() * 9); count > 0; count--) setGrant(config, pick(paths), pick(subjects), pick(roles), next() < 0.7)
    const decider = new Decider(config)
    for (const authid of ['u1@pve', 'u2@pve', 'u1@pve!sep', 'u1@pve!full']) {
      for (const path of paths) {
        const got = [...decider.privileges(authid, path, 1).keys()].toSorted()
        assert.deepEqual(got, reference(config, authid, path), `seed ${seed}: ${authid} on ${path}`)
        granted += got.length
      }
    }
  }
  assert.ok(granted > 10_000)
})
