import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Failure } from '@quorate/schema/failure'
import type { Connection } from '../../connection.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'

/** Is an address in a network such as 10.0.0.0/24? */
export function isIn(network: string, address: string): boolean {
  const [, base = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(network) ?? []
  const kind = (text: string) => (isIPv6(text) ? 'ipv6' : 'ipv4')
  const list = new BlockList()
  try {
    list.addSubnet(base, Number(prefix), kind(base))
  } catch (error) {
    throw new Failure(`'${network}' is no network such as 10.0.0.0/24`, { status: 400, cause: error })
  }
  return list.check(address, kind(address))
}

async function ownAddress(connection: Connection): Promise<string> {
  const rows = (await connection.call('GET', '/cluster/status', {})).data as readonly { local?: number; ip?: string }[]
  return rows.find(row => row.local)?.ip ?? ''
}

/** Says by which address this node takes part in migrations. Tunnels over SSH do not exist here. */
export const mtunnel: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  if (!isSet(one(parameters, 'get_migration_ip')))
    throw new Failure(
      'nodes move guests over TLS, each under the certificate of its cluster: there is no tunnel over SSH to serve, and no command to run in one',
    )
  const network = one(parameters, 'migration_network')
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const found = network === undefined ? await ownAddress(connection) : all.find(({ address }) => isIn(network, address))?.address
  if (found === undefined) throw new Failure(`this node has no address in the network ${network}`)
  terminal.out(`ip: '${found}'\n`)
  return 0
}
