import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { LinkAddress } from '@quorate/cluster/corosync-conf'
import { canonicalIp, Failure } from '@quorate/schema'
import { mostLinks } from '@quorate/cluster/corosync-conf'

type GivenLink = { readonly address: string; readonly priority?: number | undefined }

/** `link0` to `link7` of a call. */
export function givenLinks(parameters: { readonly [K in `link${number}`]?: GivenLink | undefined }): LinkAddress[] {
  return Array.from({ length: mostLinks }, (_, link) => ({ link, given: parameters[`link${link}`] })).flatMap(({ link, given }) =>
    given ? [{ link, address: given.address, ...(given.priority !== undefined && { priority: given.priority }) }] : [],
  )
}

/** An address of this machine, without its zone, that others may reach. */
function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return new Set(all.map(({ address }) => canonicalIp(address.split('%')[0] ?? '') ?? address))
}

async function resolved(name: string): Promise<string[]> {
  if (isIP(name)) return [canonicalIp(name) ?? name]
  try {
    return (await lookup(name, { all: true })).map(({ address }) => canonicalIp(address) ?? address)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return []
    throw error
  }
}

/** Why links cannot be of this machine; empty: they can. `own`: the machine's addresses. */
export async function foreignAddresses(links: readonly LinkAddress[], own: ReadonlySet<string> = ownAddresses()): Promise<string[]> {
  const reasons: string[] = []
  for (const { link, address } of links) {
    const found = await resolved(address)
    if (found.length === 0) reasons.push(`link ${link}: the name '${address}' cannot be resolved`)
    else if (found.some(one => one.startsWith('127.') || one === '::1'))
      reasons.push(`link ${link}: '${address}' is the loopback address, which other nodes cannot reach`)
    else if (!found.some(one => own.has(one))) reasons.push(`link ${link}: no interface of this machine has the address ${address}`)
  }
  return reasons
}

export async function requireOwnAddresses(links: readonly LinkAddress[], attempt: string): Promise<void> {
  const reasons = await foreignAddresses(links)
  if (reasons.length > 0) throw new Failure(`cannot ${attempt}: ${reasons.join('; ')}`)
}
