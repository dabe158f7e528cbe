import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ClusterConfigParts } from '../parts.ts'
import { presentCluster } from '../present-cluster.ts'

/** Reads what `corosync-qdevice-tool -s` prints: `Key: value`, and lists below a key. */
export function parseDeviceStatus(text: string): Record<string, string> {
  const rows = [...text.matchAll(/^ *(\S[^:\n]*):[ \t]+(\S.*?)\s*$/gm)]
  return Object.fromEntries(rows.map(([, key = '', value = '']) => [key, value]))
}

/** What this node's side of the quorum device says; empty: the cluster has none. */
export async function deviceStatus({
  host,
  store,
}: Pick<ClusterConfigParts, 'store'> & { host: Pick<Host, 'exec'> }): Promise<Record<string, string>> {
  const device = presentCluster(store)?.device
  if (!device) return {}
  try {
    return parseDeviceStatus((await host.exec('corosync-qdevice-tool', ['-s'], { timeoutMs: 10_000 })).stdout)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { Model: device.model, 'QNetd host': device.host ?? '', State: 'corosync-qdevice does not answer' }
  }
}
