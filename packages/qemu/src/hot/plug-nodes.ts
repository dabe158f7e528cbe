import type { BlockNode, DiskPlan } from '../plan/vm-plan.ts'
import { nodeForm } from './disk-node.ts'
import type { Back } from '@quorate/guest'
import type { Talk } from './unplug-device.ts'

export async function addNodes(client: Talk, nodes: readonly BlockNode[], back: Back): Promise<void> {
  for (const node of nodes) {
    await client.execute('blockdev-add', node)
    back(() => client.execute('blockdev-del', { 'node-name': node['node-name'] }))
  }
}

/** A disk that was moved while running has other nodes than planned: those that are there count. */
export async function removeNodes(client: Talk, disk: DiskPlan, back: Back): Promise<void> {
  const there = (await client.execute('query-named-block-nodes', { flat: true })).map(node => node['node-name'] ?? '')
  for (const layer of ['drive', 'fmt', 'file']) {
    const form = nodeForm(layer, disk.key)
    for (const name of there.filter(node => form.test(node))) {
      await client.execute('blockdev-del', { 'node-name': name })
      const planned = disk.nodes.find(node => node['node-name'] === name)
      if (planned) back(() => client.execute('blockdev-add', planned))
    }
  }
}

/** Is the disk in the machine already, on the same volume? So it is when a crash came between plugging it and noting that. */
export async function hasDisk(client: Talk, disk: DiskPlan): Promise<boolean> {
  const file = disk.nodes[0]
  const nodes = await client.execute('query-named-block-nodes', { flat: true })
  const present = nodes.find(node => nodeForm('file', disk.key).test(node['node-name'] ?? ''))
  return file !== undefined && present?.file === file['filename']
}
