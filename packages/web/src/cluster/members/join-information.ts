import type { AnswerOf } from '../../api/endpoints.ts'

/** What one node tells another so that it can join, as people copy it. */
export interface JoinInformation {
  readonly ipAddress: string
  readonly fingerprint: string
  readonly clusterName: string
  /** Addresses of the node that is asked, by the number of the link. */
  readonly peerLinks: Readonly<Record<string, string>>
}

const linkOfKey = (key: string) => /^ring(\d+)_addr$/.exec(key)?.[1]

/** The text that is copied: JSON in base64, with the keys that other tools know. Empty: the node that is asked is not in the list. */
export function encodeJoinInformation({ nodelist, preferred_node, totem }: AnswerOf<'GET /cluster/config/join'>): string {
  const node = nodelist.find(({ name }) => name === preferred_node)
  if (!node) return ''
  const peerLinks = Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      const link = linkOfKey(key)
      return link === undefined ? [] : [[link, String(value)]]
    }),
  )
  const information = {
    ipAddress: node.pve_addr,
    fingerprint: node.pve_fp,
    peerLinks,
    ring_addr: Object.values(peerLinks),
    totem,
  }
  return btoa(String.fromCodePoint(...new TextEncoder().encode(JSON.stringify(information))))
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads what was copied; undefined: it is something else, or a part of it is missing. */
export function decodeJoinInformation(text: string): JoinInformation | undefined {
  let parsed: Readonly<Record<string, unknown>>
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll(/\s/g, '')), letter => letter.codePointAt(0) ?? 0)
    parsed = JSON.parse(new TextDecoder().decode(bytes)) as typeof parsed
  } catch {
    return undefined
  }
  if (parsed === null || typeof parsed !== 'object') return undefined
  const [ipAddress, fingerprint] = [textOf(parsed.ipAddress), textOf(parsed.fingerprint)]
  if (ipAddress === '' || !/^[0-9a-f]{2}(?::[0-9a-f]{2}){31}$/i.test(fingerprint)) return undefined
  const totem = (parsed.totem ?? {}) as Readonly<Record<string, unknown>>
  const rings = Array.isArray(parsed.ring_addr) ? Object.fromEntries(parsed.ring_addr.map((address, link) => [String(link), address])) : {}
  const given = (parsed.peerLinks ?? rings) as Readonly<Record<string, unknown>>
  const peerLinks = Object.fromEntries(
    Object.entries(given)
      .filter(([link, address]) => /^[0-7]$/.test(link) && textOf(address) !== '')
      .map(([link, address]) => [link, textOf(address)]),
  )
  return { ipAddress, fingerprint, clusterName: textOf(totem.cluster_name), peerLinks }
}
