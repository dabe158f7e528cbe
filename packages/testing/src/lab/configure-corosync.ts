import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addNode, createConfig } from '@quorate/cluster/corosync-conf'
import type { Lab } from './lab.ts'

const nodeOf = (lab: Lab, number: number) => ({
  name: lab.name(number),
  nodeId: number,
  votes: 1,
  links: [{ link: 0, address: lab.address(number) }],
})

/** Gives nodes the same corosync.conf and key, without the product: `corosync -f` makes them a cluster. Answers the text. */
export function configureCorosync(lab: Lab, cluster: string, nodes = lab.nodes): string {
  const [first = 1, ...others] = nodes
  const conf = others.reduce((text, other) => addNode(text, nodeOf(lab, other)), createConfig({ name: cluster, node: nodeOf(lab, first) }))
  const key = randomBytes(256)
  for (const number of nodes) {
    const folder = lab.disk(number, 'etc/corosync')
    writeFileSync(join(folder, 'corosync.conf'), conf)
    writeFileSync(join(folder, 'authkey'), key, { mode: 0o400 })
  }
  return conf
}

/** The same for nodes that are to join those, which still have to be told to read theirs. Answers the text. */
export function extendCorosync(lab: Lab, present: readonly number[], nodes: readonly number[]): string {
  const [first = 1] = present
  const folderOf = (node: number) => lab.disk(node, 'etc/corosync')
  const before = readFileSync(join(folderOf(first), 'corosync.conf'), 'utf8')
  const conf = nodes.reduce((text, node) => addNode(text, nodeOf(lab, node)), before)
  for (const node of [...present, ...nodes]) writeFileSync(join(folderOf(node), 'corosync.conf'), conf)
  for (const node of nodes) writeFileSync(join(folderOf(node), 'authkey'), readFileSync(join(folderOf(first), 'authkey')), { mode: 0o400 })
  return conf
}
