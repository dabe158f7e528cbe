import type { Implementation } from '@quorate/contract'
import { answering } from './answering.ts'
import type { Datacenter } from './datacenter.ts'

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const addresses = (at: number) => [
  { link: 0, address: `192.0.2.${at + 1}` },
  { link: 1, address: `198.51.100.${at + 1}` },
]

/** A cluster of all nodes but the last, which is off, over two links, one of which is broken to the second node. */
export function clusterAnswers({ nodes }: Datacenter): Implementation[] {
  const [own = ''] = nodes
  const last = nodes.length - 1
  const state = (at: number, link: number) => (at === last || (at === 1 && link === 1) ? ('disconnected' as const) : ('connected' as const))
  return [
    answering('GET /cluster/config/membership', () => ({
      node: own,
      addresses: [{ address: '192.0.2.1', interface: 'eth0' }],
      cluster: { name: 'measured', version: 7 },
      nodes: nodes.map((name, at) => ({
        name,
        nodeid: at + 1,
        votes: 1,
        online: at === last ? (0 as const) : (1 as const),
        since: 1_700_000_000 + at,
        addresses: addresses(at),
      })),
      quorum: { quorate: 1 as const, votes: nodes.length, expected: nodes.length + 1, needed: Math.floor((nodes.length + 1) / 2) + 1 },
      device: { model: 'net', host: '192.0.2.99', algorithm: 'ffsplit', state: 'Connected' },
      links: [0, 1].map(link => ({
        link,
        ...(link === 0 && { priority: 20 }),
        peers: nodes.slice(1).map((_, at) => ({ nodeid: at + 2, state: state(at + 1, link) })),
      })),
    })),
    answering('GET /cluster/config/join', () => ({
      config_digest: '0'.repeat(40),
      preferred_node: own,
      totem: { cluster_name: 'measured', version: '2' },
      nodelist: nodes.map((name, at) => ({
        name,
        nodeid: at + 1,
        pve_addr: `192.0.2.${at + 1}`,
        pve_fp: fingerprint,
        quorum_votes: 1,
        ring0_addr: `192.0.2.${at + 1}`,
      })),
    })),
    answering('GET /nodes/{node}/version', () => ({ version: '9.1.1', release: '9.1', repoid: 'fake' })),
    answering('GET /nodes/{node}/qemu/{vmid}/migrate', () => ({
      running: 1 as const,
      allowed_nodes: nodes.slice(1, last),
      not_allowed_nodes: { [nodes[last] ?? '']: { reason: 'it is not online' } },
      local_disks: [
        { volid: 'fast:vm-100-disk-0', size: 32 * 2 ** 30, cdrom: 0 as const, is_unused: 0 as const },
        { volid: 'local:iso/debian.iso', size: 0, cdrom: 1 as const, is_unused: 0 as const },
      ],
      local_resources: ['hostpci0'],
      'mapped-resources': ['hostpci1'],
      'mapped-resource-info': {},
      'has-dbus-vmstate': 0 as const,
      'dependent-ha-resources': [],
    })),
  ]
}
