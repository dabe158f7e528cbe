import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lab } from './lab.ts'

export const clusterName = 'lab'

const corosyncConf = (lab: Lab) => `totem {
  version: 2
  cluster_name: ${clusterName}
  config_version: 1
  ip_version: ipv4
  link_mode: passive
  secauth: on
  token: 1000
  interface {
    linknumber: 0
  }
}
nodelist {
${lab.nodes
  .map(
    node => `  node {
    name: ${lab.name(node)}
    nodeid: ${node}
    quorum_votes: 1
    ring0_addr: ${lab.address(node)}
  }
`,
  )
  .join('')}}
quorum {
  provider: corosync_votequorum
}
logging {
  to_stderr: yes
  to_syslog: no
  timestamp: on
}
`

/** Makes one cluster of all nodes. They are off before, and on and members after it. */
export async function formCluster(lab: Lab): Promise<void> {
  const key = randomBytes(256)
  for (const node of lab.nodes) {
    const corosync = lab.disk(node, 'etc/corosync')
    writeFileSync(join(corosync, 'corosync.conf'), corosyncConf(lab))
    writeFileSync(join(corosync, 'authkey'), key, { mode: 0o400 })
    const marker = join(lab.disk(node, 'var/lib/quorate'), 'member')
    writeFileSync(marker, JSON.stringify({ cluster: clusterName, nodeId: node }), { mode: 0o600 })
  }
  await lab.bootAll()
}
