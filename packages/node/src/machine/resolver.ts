export interface Resolver {
  readonly search?: string
  readonly dns1?: string
  readonly dns2?: string
  readonly dns3?: string
}

/** What resolv.conf says. */
export function parseResolver(text: string): Resolver {
  const lines = text.split('\n').map(line => line.trim().split(/\s+/))
  const search = lines
    .findLast(([word]) => word === 'search' || word === 'domain')
    ?.slice(1)
    .join(' ')
  const [dns1, dns2, dns3] = lines.filter(([word]) => word === 'nameserver').map(([, address]) => address)
  return { ...(search ? { search } : {}), ...(dns1 ? { dns1 } : {}), ...(dns2 ? { dns2 } : {}), ...(dns3 ? { dns3 } : {}) }
}

/** The file with other servers and search domain; other lines (options, comments) stay. */
export function editResolver(text: string, resolver: Resolver): string {
  const kept = text.split('\n').filter(line => line.trim() && !/^\s*(?:search|domain|nameserver)\b/.test(line))
  const servers = [resolver.dns1, resolver.dns2, resolver.dns3].filter(server => server !== undefined)
  return [`search ${resolver.search ?? ''}`, ...servers.map(server => `nameserver ${server}`), ...kept, ''].join('\n')
}
