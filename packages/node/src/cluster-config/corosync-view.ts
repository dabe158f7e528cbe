import type { Host } from '@quorate/host'
import type { ClusterView } from './parts.ts'

/** Quorate, not quorate. Any other code: corosync does not answer. */
const answering = new Set([0, 2])
const allCodes = Array.from({ length: 256 }, (_, code) => code)

/** Reads what `corosync-quorumtool -s` prints. */
export function parseQuorumStatus(text: string): ClusterView | undefined {
  const quorate = /^Quorate:\s+(Yes|No)\s*$/m.exec(text)?.[1]
  if (quorate === undefined) return undefined
  const members = text.split(/^Membership information\s*$/m)[1] ?? ''
  // The quorum device has a row of its own, with the number 0.
  const ids = [...members.matchAll(/^\s*(\d+)\s+\d+\s/gm)].map(([, id]) => Number(id)).filter(id => id > 0)
  return { quorate: quorate === 'Yes', online: new Set(ids) }
}

/** Asks this node's corosync. undefined: it does not answer. */
export async function corosyncView(host: Pick<Host, 'exec' | 'files'>): Promise<ClusterView | undefined> {
  const { code, stdout } = await host.exec('corosync-quorumtool', ['-s'], { okCodes: allCodes, timeoutMs: 10_000 })
  return answering.has(code) ? parseQuorumStatus(stdout) : undefined
}
