import type { Host } from '@quorate/host'

export interface QuorumNumbers {
  readonly quorate: boolean
  readonly votes: number
  readonly expected: number
  readonly needed: number
}

/** Reads what `corosync-quorumtool -s` prints; undefined: corosync does not answer. */
export function parseQuorumNumbers(text: string): QuorumNumbers | undefined {
  const numberOf = (label: string) => Number(new RegExp(String.raw`^${label}:\s+(\d+)`, 'm').exec(text)?.[1])
  const [votes, expected, needed] = [numberOf('Total votes'), numberOf('Expected votes'), numberOf('Quorum')]
  if ([votes, expected, needed].some(Number.isNaN)) return undefined
  return { quorate: /^Quorate:\s+Yes\s*$/m.test(text), votes, expected, needed }
}

const allCodes = Array.from({ length: 256 }, (_, code) => code)

/** Asks this node's corosync how it counts votes. */
export async function quorumNumbers(host: Pick<Host, 'exec'>): Promise<QuorumNumbers | undefined> {
  const { stdout } = await host.exec('corosync-quorumtool', ['-s'], { okCodes: allCodes, timeoutMs: 10_000 })
  return parseQuorumNumbers(stdout)
}
