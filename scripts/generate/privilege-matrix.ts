import type { EndpointSpec, Permission } from '@quorate/contract'

/** A permission as a reader would say it. */
function words(permission: Permission | undefined): string {
  if (!permission) return 'root@pam only'
  switch (permission.kind) {
    case 'world':
      return 'anybody'
    case 'user':
      return 'any user; sees and changes only what further checks allow'
    case 'privileges': {
      const list = permission.privileges.join(permission.any ? ' or ' : ' and ')
      return `${list} on ${permission.path}${permission.onlyWith ? ` (only with ${permission.onlyWith})` : ''}`
    }
    case 'or':
      return permission.of.map(one => `(${words(one)})`).join(' or ')
    case 'and':
      return permission.of.map(one => `(${words(one)})`).join(' and ')
    case 'user-param':
      return permission.what === 'self' ? 'the user himself' : `${permission.what} on the realm of userid`
    case 'user-group':
      return `${permission.privileges.join(' and ')} on a group of the user`
    case 'modify-acl':
      return `may change permissions on ${permission.path}`
  }
}

/** Who may call what: one row a method. */
export function privilegeMatrix(specs: readonly EndpointSpec[]): string {
  const rows = specs.map(spec => `| ${spec.method} | ${spec.path} | ${words(spec.permission)} |\n`)
  return `# Who may call what\n\nGenerated from the declarations; parameters may need more (see the API viewer).\n\n| method | path | needs |\n|---|---|---|\n${rows.join('')}`
}
