import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'

/** Name of the image format's node of a disk: `fmt-scsi0`, or `fmt-scsi0-2` after the disk was moved while running. */
export async function diskNode(client: Pick<QmpClient, 'execute'>, key: string): Promise<string> {
  const nodes = await client.execute('query-named-block-nodes', { flat: true })
  const form = new RegExp(`^fmt-${key}(?:-\\d+)?$`)
  const name = nodes.map(node => node['node-name'] ?? '').find(text => form.test(text))
  if (!name) throw new Failure(`disk '${key}' is not part of the running machine - it comes with the next start`)
  return name
}

/** Name of the node that the guest's device reads. */
export function topNode(key: string): string {
  return `drive-${key}`
}
