import { readFileSync } from 'node:fs'

export interface NetworkCounters {
  readonly receivedBytes: number
  readonly sentBytes: number
}

/** Parses `/proc/net/dev`. */
export function parseNetworkCounters(text: string): Map<string, NetworkCounters> {
  const found = new Map<string, NetworkCounters>()
  for (const line of text.split('\n').slice(2)) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const fields = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number)
    found.set(line.slice(0, colon).trim(), { receivedBytes: fields[0] ?? 0, sentBytes: fields[8] ?? 0 })
  }
  return found
}

/** bytes since the interface was created, as this machine sees them, by interface name */
export function readNetworkCounters(): Map<string, NetworkCounters> {
  return parseNetworkCounters(readFileSync('/proc/net/dev', 'utf8'))
}
