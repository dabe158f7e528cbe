import { writeFileSync } from 'node:fs'
import { clusterName } from './form-cluster.ts'
import { deviceNumber as device, type Lab } from './lab.ts'
import { untilTrue } from './machine-processes.ts'

const serverFolder = '/etc/corosync/qnetd/nssdb'

/** Switches on a machine that holds a quorum device for any number of clusters. */
export async function startDevice(lab: Lab): Promise<void> {
  await lab.boot(device)
  await lab.must(device, ['chown', 'coroqnetd:coroqnetd', '/etc/corosync/qnetd'])
  await lab.must(device, ['corosync-qnetd-certutil', '-i'])
  await lab.must(device, ['install', '-d', '-o', 'coroqnetd', '-g', 'coroqnetd', '/run/corosync-qnetd'])
  lab.spawn(device, ['setpriv', '--reuid', 'coroqnetd', '--regid', 'coroqnetd', '--clear-groups', '--', 'corosync-qnetd', '-f'])
}

/** Gives the cluster the device's vote, as `pvecm qdevice setup` does, but that no ssh is needed to reach the machine. */
export async function joinDevice(lab: Lab): Promise<void> {
  const [first] = lab.nodes
  if (first === undefined) throw new Error('a lab without nodes has nothing to join to the quorum device')
  const path = '/cluster/config/qdevice'
  const create = (what: string, parameters: readonly string[]) =>
    lab.must(first, ['pvesh', 'create', `${path}${what}`, ...parameters, '--output-format', 'json'])
  const read = async (file: string) => await lab.must(device, ['base64', '--wrap=0', `${serverFolder}/${file}`])
  const authority = await read('qnetd-cacert.crt')
  const { request } = JSON.parse(await create('/request', ['--authority', authority])) as { request: string }
  writeFileSync(`${lab.root(device)}/tmp/node.crq`, Buffer.from(request, 'base64'))
  await lab.must(device, ['corosync-qnetd-certutil', '-s', '-c', '/tmp/node.crq', '-n', clusterName])
  const certificate = await read(`cluster-${clusterName}.crt`)
  await create('', ['--host', lab.address(device), '--authority', authority, '--certificate', certificate])
  const voted = async (node: number) => /^\s*0\s+1\s+.*Qdevice/m.test((await lab.exec(node, ['corosync-quorumtool', '-s'])).out)
  for (const node of lab.nodes) await untilTrue(`the quorum device votes for ${lab.name(node)}`, () => voted(node))
}
