import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'

/** One resumed connection with one request on it. Answers the session for the next one. */
function visit(port: number, request: string, session: Buffer | undefined): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let next: Buffer | undefined = session
    const options: ConnectionOptions = { host: '127.0.0.1', port, rejectUnauthorized: false, ...(session && { session }) }
    const socket: TLSSocket = connect(options, () => {
      if (session && !socket.isSessionReused()) reject(new Error('the session was not resumed'))
      socket.write(request)
    })
    socket.on('session', (given: Buffer) => (next = given))
    socket.once('data', () => socket.end())
    socket.on('close', () => resolve(next)).on('error', reject)
  })
}

/** Makes one connection after the other in a few lanes; answers how many. */
export async function handshakes(port: number, request: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let count = 0
  const lane = async () => {
    let session = await visit(port, request, undefined)
    while (performance.now() < until) {
      session = await visit(port, request, session)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return count
}
