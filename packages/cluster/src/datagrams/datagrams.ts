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
/** Names, addresses, the key and the port may be there later. */
const againMs = 10_000

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
  #names: ReadonlyMap<number, string> = new Map()
  #places = new Map<number, Place>()
  #key: KeyObject | undefined
  #socket: Socket | undefined
  #bound = ''
  #hasFailed = false
  #again: NodeJS.Timeout | undefined
  /** Of what was looked up last: what is found out for an older one is dropped. */
  #round = 0
  #closed = false

  constructor(nodeId: number, received: (sent: Sent) => void, notice: (text: string) => void, keyFile = corosyncKey) {
    this.#nodeId = nodeId
    this.#received = received
    this.#notice = notice
    this.#keyFile = keyFile
  }

  /** By node id, the address of the first link, or a name for it. Never fails. */
  nodesAre(names: ReadonlyMap<number, string>): Promise<void> {
    this.#names = names
    return this.look()
  }

  /** Something may have changed: the key, and what the names stand for, are looked at anew. */
  async look(): Promise<void> {
    const round = ++this.#round
    clearTimeout(this.#again)
    const found = await Promise.allSettled(
      [...this.#names].map(async ([node, name]): Promise<[number, Place]> => [node, await lookup(name, { order: 'ipv4first' })]),
    )
    if (round !== this.#round || this.#closed) return
    this.#places = new Map(found.flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])))
    this.#key = keyOf(this.#keyFile)
    if (this.#places.size < this.#names.size || !this.#key) this.#lookAgain()
    const own = this.#places.get(this.#nodeId)
    if (own && (!this.#socket || own.address !== this.#bound)) this.#bind(own)
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
    this.#closed = true
    clearTimeout(this.#again)
    this.#socket?.close()
    this.#socket = undefined
  }

  #lookAgain(): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => void this.look(), againMs).unref()
  }

  #bind({ address, family }: Place): void {
    this.#socket?.close()
    // Addresses are known: what Node would do to look them up delays each datagram.
    const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', lookup: (name, _options, found) => found(null, name, family) })
    this.#socket = socket
    this.#bound = address
    socket.on('message', packet => {
      const sent = this.#key && decodePacket(packet, this.#key)
      if (sent && sent.from !== this.#nodeId) this.#received(sent)
    })
    socket.on('listening', () => (this.#hasFailed = false))
    socket.on('error', error => {
      socket.close()
      if (this.#socket !== socket) return
      this.#socket = undefined
      if (!this.#hasFailed)
        this.#notice(`changes take longer: the config store cannot use UDP port ${datagramPort} of ${address} (${failureText(error)})`)
      this.#hasFailed = true
      this.#lookAgain()
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
