import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { endConnection } from '../end-connection.ts'

/** A WebSocket handshake as it goes on to whoever answers it. */
export function upgradeHead({ method, url }: IncomingMessage, headers: Readonly<Record<string, string>>): string {
  const lines = [`${method} ${url} HTTP/1.1`, 'host: daemon', 'connection: Upgrade', 'upgrade: websocket']
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Joins a client and whoever answers its handshake: the bytes pass through unread, each side at the other's speed. */
export function passThrough(client: Duplex, server: Duplex, head: Buffer): void {
  if (head.length > 0) server.write(head)
  server.pipe(client)
  client.pipe(server)
  server.on('error', () => client.destroy())
  server.on('close', () => {
    // A refusal is still on its way to the client.
    if (client.writableEnded) endConnection(client)
    else client.destroy()
  })
  client.on('error', () => server.destroy())
  client.on('close', () => server.destroy())
}
