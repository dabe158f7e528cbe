import { Failure } from '@quorate/schema/failure'
import type { Connection } from '../../connection.ts'
import { NotRunning } from '../../connection.ts'
import type { SpecialRun } from '../special-run.ts'

const width = 18

/** What the configuration says of the cluster; undefined: the daemon does not run, and nobody can be asked. */
async function totemOf(connection: Connection): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const totem = (await connection.call('GET', '/cluster/config/totem', {})).data as Readonly<Record<string, unknown>>
    if (totem.cluster_name === undefined) throw new Failure('this node is in no cluster: /etc/pve/corosync.conf does not exist')
    return totem
  } catch (error) {
    if (error instanceof NotRunning) return undefined
    throw error
  }
}

export const status: SpecialRun = async ({ connection, terminal, read }) => {
  read()
  const totem = await totemOf(connection)
  if (totem) {
    const rows = [
      ['Name', totem.cluster_name],
      ['Config Version', totem.config_version],
      ['Transport', totem.transport ?? 'knet'],
      ['Secure auth', totem.secauth ?? 'off'],
    ]
    const text = rows.map(([name, value]) => `${`${String(name)}:`.padEnd(width)}${String(value)}\n`).join('')
    terminal.out(`Cluster information\n-------------------\n${text}\n`)
  }
  // 2: there is no quorum, which has just been told.
  const code = await terminal.run('corosync-quorumtool', ['-siH'])
  return code === 2 ? 0 : code
}
