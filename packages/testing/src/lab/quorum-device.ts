import { readFileSync, writeFileSync } from 'node:fs'
import { clusterName } from './form-cluster.ts'
import { deviceNumber as device, type Lab } from './lab.ts'

const serverFolder = '/etc/corosync/qnetd/nssdb'
const clientFolder = '/etc/corosync/qdevice/net'
const certutil = 'corosync-qdevice-net-certutil'

/** Switches on a machine that holds a quorum device for any number of clusters. */
export async function startDevice(lab: Lab): Promise<void> {
  await lab.boot(device)
  await lab.must(device, ['chown', 'coroqnetd:coroqnetd', '/etc/corosync/qnetd'])
  await lab.must(device, ['corosync-qnetd-certutil', '-i'])
  await lab.must(device, ['install', '-d', '-o', 'coroqnetd', '-g', 'coroqnetd', '/run/corosync-qnetd'])
  lab.spawn(device, ['setpriv', '--reuid', 'coroqnetd', '--regid', 'coroqnetd', '--clear-groups', '--', 'corosync-qnetd', '-f'])
}

const copy = (lab: Lab, [from, source]: readonly [number, string], [to, target]: readonly [number, string]) =>
  writeFileSync(`${lab.root(to)}${target}`, readFileSync(`${lab.root(from)}${source}`))

/** Gives the nodes certificates of the device and a section for it in corosync.conf. They start corosync-qdevice by themselves. */
export async function joinDevice(lab: Lab): Promise<void> {
  const [first, ...others] = lab.nodes
  if (!first) throw new Error('a lab without nodes has nothing to join to the quorum device')
  for (const node of lab.nodes) {
    copy(lab, [device, `${serverFolder}/qnetd-cacert.crt`], [node, '/tmp/qnetd-cacert.crt'])
    await lab.must(node, [certutil, '-i', '-c', '/tmp/qnetd-cacert.crt'])
  }
  await lab.must(first, [certutil, '-r', '-n', clusterName])
  copy(lab, [first, `${clientFolder}/nssdb/qdevice-net-node.crq`], [device, '/tmp/node.crq'])
  await lab.must(device, ['corosync-qnetd-certutil', '-s', '-c', '/tmp/node.crq', '-n', clusterName])
  copy(lab, [device, `${serverFolder}/cluster-${clusterName}.crt`], [first, '/tmp/cluster.crt'])
  await lab.must(first, [certutil, '-M', '-c', '/tmp/cluster.crt'])
  for (const node of others) {
    copy(lab, [first, `${clientFolder}/nssdb/qdevice-net-node.p12`], [node, '/tmp/node.p12'])
    await lab.must(node, [certutil, '-m', '-c', '/tmp/node.p12'])
  }
  const section = `device {
    model: net
    votes: 1
    net {
      algorithm: ffsplit
      host: ${lab.address(device)}
      tls: on
    }
  }
`
  const file = `${lab.root(first)}/etc/pve/corosync.conf`
  const text = readFileSync(file, 'utf8')
    .replace(/config_version: (\d+)/, (_all, version) => `config_version: ${Number(version) + 1}`)
    .replace(/(provider: corosync_votequorum\n)/, `$1  ${section}`)
  await lab.must(first, ['tee', '/etc/pve/corosync.conf.new'], text)
  await lab.must(first, ['mv', '/etc/pve/corosync.conf.new', '/etc/pve/corosync.conf'])
}
