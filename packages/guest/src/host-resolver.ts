export interface HostResolver {
  readonly nameservers: readonly string[]
  readonly searchDomains: readonly string[]
}

/** On the node such an address is a resolver of its own; inside a guest nobody answers there. */
const loopback = /^(?:127\.|::1$)/

/** What a guest can take over of the node's resolv.conf. */
export function hostResolver(text: string): HostResolver {
  const lines = text.split('\n').map(line => line.trim().split(/\s+/))
  const nameservers = lines.filter(([word]) => word === 'nameserver').flatMap(([, address]) => (address ? [address] : []))
  const search = lines.findLast(([word]) => word === 'search' || word === 'domain')?.slice(1) ?? []
  return { nameservers: nameservers.filter(address => !loopback.test(address)), searchDomains: search }
}
