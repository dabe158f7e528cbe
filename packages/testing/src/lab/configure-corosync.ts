import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addNode, createConfig } from '@quorate/cluster/corosync-conf'
import type { Lab } from './lab.ts'

/** Gives all nodes the same corosync.conf and key, without the product: `corosync -f` makes them a cluster. Answers the text. */
export function configureCorosync(lab: Lab, cluster: string): string {
  const node = (number: number) => ({
    name: lab.name(number),
    nodeId: number,
    votes: 1,
    links: [{ link: 0, address: lab.address(number) }],
  })
  const [first = 1, ...others] = lab.nodes
  const conf = others.reduce((text, other) => addNode(text, node(other)), createConfig({ name: cluster, node: node(first) }))
  const key = randomBytes(256)
  for (const number of lab.nodes) {
    const folder = lab.disk(number, 'etc/corosync')
    writeFileSync(join(folder, 'corosync.conf'), conf)
    writeFileSync(join(folder, 'authkey'), key, { mode: 0o400 })
  }
  return conf
}
