import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { Failure } from '@quorate/schema/failure'

/** True when a live process listens on the socket. */
function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** Holds a socket as long as this process lives; a second copy for the same root is refused. */
export async function holdInstance(path: string, root: string): Promise<Server> {
  if (await answers(path)) throw new Failure(`Quorate already runs for the root ${root}: end that one first, or choose another --root`)
  rmSync(path, { force: true })
  const server = createServer(socket => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  chmodSync(path, 0o600)
  return server
}
