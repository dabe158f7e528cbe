import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Failure } from '@quorate/schema'

/** This machine's address in a network. Fails unless there is exactly one. */
export function addressIn(network: string, node: string, present = networkInterfaces()): string {
  const [base = '', bits = ''] = network.split('/')
  const family = isIPv6(base) ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  list.addSubnet(base, Number(bits), family)
  const addresses = Object.values(present).flatMap(cards => cards ?? [])
  const own = addresses.filter(card => card.family.toLowerCase() === family && list.check(card.address, family)).map(card => card.address)
  if (own.length === 1) return own[0] as string
  throw new Failure(
    own.length === 0
      ? `node '${node}' has no address in the migration network ${network}`
      : `node '${node}' has several addresses in the migration network ${network} (${own.join(', ')}): choose a smaller network`,
  )
}
