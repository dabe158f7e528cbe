import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Lab } from './lab.ts'
import { untilTrue } from './machine-processes.ts'

export const clusterName = 'lab'

const fingerprint = (lab: Lab, node: number) =>
  new X509Certificate(readFileSync(`${lab.root(node)}/etc/pve/nodes/${lab.name(node)}/pve-ssl.pem`)).fingerprint256

/** Makes one cluster of all nodes, as a person would: the first one creates it, the others join it one after the other. */
export async function formCluster(lab: Lab): Promise<void> {
  const [first, ...others] = lab.nodes
  if (!first) return
  await lab.must(first, ['pvecm', 'create', clusterName, '--link0', `address=${lab.address(first)}`])
  for (const node of others) await joinCluster(lab, node, first)
}

/** `node`, which is on and alone, joins the cluster of `member`. */
export async function joinCluster(lab: Lab, node: number, member: number): Promise<void> {
  const command = [
    'pvecm',
    'add',
    lab.address(member),
    '--fingerprint',
    fingerprint(lab, member),
    '--link0',
    `address=${lab.address(node)}`,
  ]
  await restarting(lab, node, () => lab.must(node, command, `${lab.password}\n`))
}

/** A node's processes start anew after it became a member: waits until its web server has. */
async function restarting(lab: Lab, node: number, work: () => Promise<unknown>): Promise<void> {
  const log = join(lab.disk(node, 'var/log'), 'quorate.log')
  const before = statSync(log).size
  await work()
  await untilTrue(`the web server of ${lab.name(node)} starts anew`, () => readFileSync(log).subarray(before).includes('proxy ended'))
  await untilTrue(`the web server of ${lab.name(node)} answers`, () => answers(lab.address(node)))
  // It answers before the daemon behind it does.
  await untilTrue(`${lab.name(node)} answers`, async () => (await lab.exec(node, ['pvesh', 'get', '/version'])).code === 0)
}

function answers(host: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(8006, host)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
