import { splitList } from '@quorate/schema'

/** One statement of the access control list. */
export interface Grant {
  readonly path: string
  readonly subject: string
  readonly role: string
  readonly propagate: boolean
}

/** `/vms//100/` is `/vms/100`. undefined: no object path. */
export function normalPath(path: string): string | undefined {
  if (!path.startsWith('/') || /[\s:,]/.test(path)) return undefined
  const plain = path.replace(/\/+/g, '/')
  return plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain
}

/** The statements of `acl:1:/vms:@staff,joe@pve:PVEVMUser:`; undefined when it cannot be read. */
export function readAclLine(fields: readonly string[]): Grant[] | undefined {
  const [propagate, given = '', subjects, roles] = fields
  const path = normalPath(given)
  if (path === undefined) return undefined
  return splitList(subjects ?? '').flatMap(subject =>
    splitList(roles ?? '').map(role => ({ path, subject, role, propagate: propagate === '1' })),
  )
}

/** The fewest plain lines that make these statements. */
export function writeAclLines(grants: readonly Grant[]): string[] {
  const bySubject = new Map<string, { grant: Grant; roles: string[] }>()
  for (const grant of grants) {
    const key = `${grant.path} ${grant.propagate} ${grant.subject}`
    const found = bySubject.get(key)
    if (found) found.roles.push(grant.role)
    else bySubject.set(key, { grant, roles: [grant.role] })
  }
  const byRoles = new Map<string, string[]>()
  for (const { grant, roles } of bySubject.values()) {
    const line = `acl:${grant.propagate ? 1 : 0}:${grant.path}:|${roles.toSorted().join(',')}:`
    byRoles.set(line, [...(byRoles.get(line) ?? []), grant.subject])
  }
  return Array.from(byRoles, ([line, subjects]) => line.replace('|', () => `${subjects.toSorted().join(',')}:`))
}
