import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { failureText } from '@quorate/schema/failure'
import type { QuickAcknowledgement } from '../replica/message.ts'
import { decodePacket, encodePacket, type Sent } from './packet.ts'

/** UDP, beside corosync's own 5405 and up. */
export const datagramPort = 5404
const corosyncKey = '/etc/corosync/authkey'
/** So that the key of corosync itself signs nothing but what corosync sends. */
const purpose = 'quorate acknowledgements 1'
/** The port, or the address itself, may be there later. */
const bindAgainMs = 10_000

interface Place {
  readonly address: string
  readonly family: number
}

/**
 * Datagrams between the stores of a cluster, signed with what follows from corosync's key, over the nodes' first links.
 * Whatever stands in the way (no key, a firewall, nodes of different address families) only means that nothing arrives.
 */
export class Datagrams {
  #nodeId: number
  #keyFile: string
  #received: (sent: Sent) => void
  #notice: (text: string) => void
  #socket: Socket | undefined
  #key: KeyObject | undefined
  #places = new Map<number, Place>()
  #bound = ''
  #retry: NodeJS.Timeout | undefined
  /** Of what `nodesAre` was told last: what was found out for an older one is dropped. */
  #round = 0

  constructor(nodeId: number, received: (sent: Sent) => void, notice: (text: string) => void, keyFile = corosyncKey) {
    this.#nodeId = nodeId
    this.#keyFile = keyFile
    this.#received = received
    this.#notice = notice
  }

  /** By node id, the address of the first link, or a name for it. Never fails. */
  async nodesAre(addresses: ReadonlyMap<number, string>): Promise<void> {
    const round = ++this.#round
    const found = await Promise.allSettled([...addresses].map(async ([node, name]): Promise<[number, Place]> => [node, await lookup(name)]))
    if (round !== this.#round) return
    this.#places = new Map(found.flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])))
    this.#key = keyOf(this.#keyFile)
    const own = this.#places.get(this.#nodeId)
    if (own && own.address !== this.#bound) this.#bind(own)
  }

  send(acknowledgement: QuickAcknowledgement, to: readonly number[]): void {
    if (!this.#socket || !this.#key) return
    const packet = encodePacket({ ...acknowledgement, from: this.#nodeId }, this.#key)
    for (const node of to) {
      const place = this.#places.get(node)
      // Where nobody listens, or there is no way, the order has it too.
      if (place) this.#socket.send(packet, datagramPort, place.address, () => undefined)
    }
  }

  close(): void {
    this.#round++
    clearTimeout(this.#retry)
    this.#socket?.close()
    this.#socket = undefined
  }

  #bind(place: Place): void {
    const { address, family } = place
    clearTimeout(this.#retry)
    this.#socket?.close()
    // Addresses are known: what Node would do to look them up delays each datagram.
    const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', lookup: (name, _options, found) => found(null, name, family) })
    this.#socket = socket
    this.#bound = address
    socket.on('message', packet => {
      const sent = this.#key && decodePacket(packet, this.#key)
      if (sent && sent.from !== this.#nodeId) this.#received(sent)
    })
    socket.on('error', error => {
      socket.close()
      if (this.#socket !== socket) return
      this.#socket = undefined
      if (!this.#retry)
        this.#notice(`changes take longer: the config store cannot use UDP port ${datagramPort} of ${address} (${failureText(error)})`)
      this.#retry = setTimeout(() => this.#bind(place), bindAgainMs)
    })
    socket.bind({ port: datagramPort, address, exclusive: true })
  }
}

function keyOf(file: string): KeyObject | undefined {
  try {
    return createSecretKey(createHmac('sha256', readFileSync(file)).update(purpose).digest())
  } catch {
    // Corosync runs without: then there is nothing to sign with.
    return undefined
  }
}
