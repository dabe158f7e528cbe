import { createSocket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { Failure } from '@quorate/schema'

export interface WakeTarget {
  readonly mac: string
  /** Of this machine, that the packet goes out by. */
  readonly 'bind-interface'?: string
  readonly 'broadcast-address'?: string
}

/** Nobody listens there; a network card looks at what passes. */
const discard = 9
const repeated = 16

/** Six bytes of ones, then the address sixteen times. */
export function magicPacket(mac: string): Buffer {
  const address = Buffer.from(mac.replaceAll(':', ''), 'hex')
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: repeated }, () => address)])
}

/** Linux sends to all from the interface that has the address the socket is bound to. */
function addressOf(name: string): string {
  const address = networkInterfaces()[name]?.find(({ family }) => family === 'IPv4')?.address
  if (address === undefined) throw new Failure(`cannot send by '${name}': there is no such interface, or it has no IPv4 address`)
  return address
}

export async function wake(target: WakeTarget, port = discard): Promise<void> {
  const by = target['bind-interface']
  const from = by === undefined ? undefined : addressOf(by)
  const to = target['broadcast-address'] ?? '255.255.255.255'
  const socket = createSocket('udp4')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ ...(from !== undefined && { address: from }) }, () => {
        socket.setBroadcast(true)
        socket.send(magicPacket(target.mac), port, to, error => (error ? reject(error) : resolve()))
      })
    })
  } catch (error) {
    throw new Failure(`cannot send the packet that wakes ${target.mac} to ${to}`, { cause: error })
  } finally {
    socket.close()
  }
}
