import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'

const here = { host: '127.0.0.1', rejectUnauthorized: false }

/** A session that the server lets clients resume: it comes with the first answer. */
function firstSession(port: number, request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ ...here, port }, () => socket.write(request))
    socket.once('session', (session: Buffer) => {
      resolve(session)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

/** One resumed handshake, and an orderly end. */
function resume(port: number, session: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const options: ConnectionOptions = { ...here, port, session }
    const socket: TLSSocket = connect(options, () => {
      if (socket.isSessionReused()) socket.end()
      else reject(new Error('the session was not resumed'))
    })
    socket.resume()
    socket.on('close', () => resolve()).on('error', reject)
  })
}

/** Makes one resumed connection after the other in a few lanes; answers how many. */
export async function handshakes(port: number, request: string, seconds: number): Promise<number> {
  const session = await firstSession(port, request)
  const until = performance.now() + seconds * 1000
  let count = 0
  const lane = async () => {
    while (performance.now() < until) {
      await resume(port, session)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return count
}
