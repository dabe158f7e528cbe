/** A link as a form has it: its number, address, and priority as typed. */
export interface LinkValue {
  readonly link: number
  readonly address: string
  readonly priority: string
}

export const mostLinks = 8

/** `link0` and so on, as calls take them; links without an address are left out. */
export const linkParameters = (links: readonly LinkValue[]): Readonly<Record<`link${number}`, string>> =>
  Object.fromEntries(
    links
      .filter(({ address }) => address !== '')
      .map(({ link, address, priority }) => [
        `link${link}`,
        priority.trim() === '' ? address : `address=${address},priority=${priority.trim()}`,
      ]),
  )

/** The lowest number that no link has. */
export const nextLink = (links: readonly LinkValue[]): number => {
  const numbers = new Set(links.map(({ link }) => link))
  let next = 0
  while (numbers.has(next)) next += 1
  return next
}

/** How many leading characters two addresses share, counted by whole parts. */
function sharedParts(one: string, other: string): number {
  const [a, b] = [one, other].map(address => address.split(/[.:]/))
  const at = (a ?? []).findIndex((part, index) => part !== b?.[index])
  return at < 0 ? (a ?? []).length : at
}

/** The own address that lies nearest to a peer's: most likely in the same network. */
export function nearestAddress(own: readonly string[], peer: string): string | undefined {
  const family = (address: string) => (address.includes(':') ? 6 : 4)
  const fitting = own.filter(address => family(address) === family(peer))
  return fitting.toSorted((a, b) => sharedParts(b, peer) - sharedParts(a, peer))[0] ?? own[0]
}
