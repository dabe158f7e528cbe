import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { Failure } from '@quorate/schema/failure'
import type { FromStore } from '../protocol.ts'
import { Connection, type Services } from './connection.ts'
import { encodeFrame } from './frame.ts'

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Fails with a Failure when a store answers on the socket: two would write to one database. */
export async function refuseSecond(path: string): Promise<void> {
  if (await answers(path)) throw new Failure(`a config store already runs on ${path}: end that one first`)
}

/** The store's unix socket (mode 0600) and all its connections. */
export class StoreServer {
  #server: Server
  #connections = new Map<Socket, Connection>()

  constructor(services: Services) {
    this.#server = createServer(socket => {
      const connection = new Connection(socket, services)
      this.#connections.set(socket, connection)
      // A broken connection ends with 'close'; what broke it is the client's affair.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        this.#connections.delete(socket)
        connection.gone()
      })
    })
  }

  async listen(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
    rmSync(path, { force: true })
    const before = process.umask(0o177)
    try {
      await new Promise<void>((resolve, reject) => {
        this.#server.once('error', reject)
        this.#server.listen(path, resolve)
      })
    } finally {
      process.umask(before)
    }
    chmodSync(path, 0o600)
  }

  changed(revision: number, paths: readonly string[]): void {
    this.#toAll({ type: 'changed', revision, paths }, (connection, frame) => connection.changed(frame))
  }

  events(message: Extract<FromStore, { type: 'events' }>): void {
    this.#toAll(message, (connection, frame) => connection.events(frame))
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    for (const socket of this.#connections.keys()) socket.destroy()
    await closed
  }

  #toAll(message: FromStore, deliver: (connection: Connection, frame: Buffer) => void): void {
    if (!this.#connections.size) return
    const frame = encodeFrame(message)
    for (const connection of this.#connections.values()) deliver(connection, frame)
  }
}
