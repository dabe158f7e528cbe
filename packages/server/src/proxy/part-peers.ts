import type { Server, Socket } from 'node:net'
import { peerProtocol } from '../peers/peers.ts'
import { offeredProtocols } from './client-hello.ts'

/** A client says hello at once. milliseconds */
const helloMs = 20_000

/**
 * Lets a TLS server's connections begin only when it is known whether another node speaks: those go to `peers`. The bytes
 * that were read stay where they are.
 */
export function partPeers(server: Server, peers: (socket: Socket) => void): void {
  const takeTls = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    let read: Buffer | undefined
    const late = setTimeout(() => socket.destroy(), helloMs)
    const onGone = () => {
      clearTimeout(late)
      socket.destroy()
    }
    const onReadable = () => {
      for (let part = socket.read() as Buffer | null; part !== null; part = socket.read() as Buffer | null)
        read = read ? Buffer.concat([read, part]) : part
      if (!read) return
      const offered = offeredProtocols(read)
      if (!offered) return
      clearTimeout(late)
      socket.off('readable', onReadable).off('end', onGone).off('close', onGone).off('error', onGone)
      socket.unshift(read)
      if (offered.includes(peerProtocol)) peers(socket)
      else for (const take of takeTls) take.call(server, socket)
    }
    socket.on('readable', onReadable).on('end', onGone).on('close', onGone).on('error', onGone)
  })
}
