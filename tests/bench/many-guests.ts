import { connectStore } from '@quorate/cluster'
import { rootAt } from '@quorate/host'
import type { Product } from '../product.ts'

const author = { authid: 'root@pam' }

const configOf = (vmid: number) =>
  [
    'agent: 1',
    'boot: order=scsi0;net0',
    'cores: 2',
    'cpu: host',
    'memory: 4096',
    `name: guest-${vmid}`,
    `net0: virtio=BC:24:11:00:${(vmid >> 8).toString(16).padStart(2, '0')}:${(vmid & 255).toString(16).padStart(2, '0')},bridge=vmbr0`,
    'onboot: 1',
    'ostype: l26',
    `scsi0: local:${vmid}/vm-${vmid}-disk-0.qcow2,iothread=1,size=32G`,
    'scsihw: virtio-scsi-single',
    'tags: bench;web',
    '',
  ].join('\n')

/** Gives the product configs of virtual machines 100, 101 and so on, in turn on each of the nodes. */
export async function addGuests(product: Product, count: number, nodes: readonly string[] = [product.node]): Promise<void> {
  const store = await connectStore(rootAt(product.root, product.node), { hub: false })
  for (let first = 0; first < count; first += 200) {
    const vmids = Array.from({ length: Math.min(200, count - first) }, (_, at) => 100 + first + at)
    await store.commit(
      vmids.map(vmid => ({ op: 'write', path: `nodes/${nodes[vmid % nodes.length]}/qemu-server/${vmid}.conf`, text: configOf(vmid) })),
      author,
    )
  }
  await store.close()
}
