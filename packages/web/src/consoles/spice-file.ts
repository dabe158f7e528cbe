import { sendCall } from '../api/client.ts'
import type { Guest } from '../live/guest.ts'
import { saveFile } from './save-file.ts'
import { viewerFile } from './viewer-file.ts'

/** Has the browser save a file that a SPICE client opens within a minute. */
export async function saveSpiceFile({ node, vmid }: Pick<Guest, 'node' | 'vmid'>): Promise<void> {
  const path = `/nodes/${encodeURIComponent(node)}/qemu/${vmid}/spiceproxy`
  const { data } = await sendCall({ method: 'POST', path, body: { proxy: location.hostname } })
  saveFile(`vm-${vmid}.vv`, new Blob([viewerFile(data as Record<string, unknown>)], { type: 'application/x-virt-viewer' }))
}
