import type { Host } from '@quorate/host'

export interface LinkState {
  readonly link: number
  /** The others, as far as this node reaches them by the link. */
  readonly peers: readonly { readonly nodeid: number; readonly state: 'connected' | 'disconnected' | 'unknown' }[]
}

/** Reads what `corosync-cfgtool -s` prints: for each link a line for each node. */
export function parseLinkStates(text: string): LinkState[] {
  const [, ...sections] = text.split(/^LINK ID /m)
  return sections.map(section => ({
    link: Number.parseInt(section, 10),
    peers: [...section.matchAll(/^\s*nodeid:?\s+(\d+):\s*(\S.*?)\s*$/gm)]
      .map(([, nodeid, state]) => ({ nodeid: Number(nodeid), state: state ?? '' }))
      .filter(({ state }) => state !== 'localhost')
      .map(({ nodeid, state }) => ({ nodeid, state: state === 'connected' || state === 'disconnected' ? state : 'unknown' })),
  }))
}

const allCodes = Array.from({ length: 256 }, (_, code) => code)

/** Asks this node's corosync; empty: it does not answer. */
export async function linkStates(host: Pick<Host, 'exec'>): Promise<LinkState[]> {
  // It ends with 1 when a link is down, too.
  const { stdout } = await host.exec('corosync-cfgtool', ['-s'], { okCodes: allCodes, timeoutMs: 10_000 })
  return parseLinkStates(stdout)
}
