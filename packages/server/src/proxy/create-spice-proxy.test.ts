import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { PassThrough, type Duplex } from 'node:stream'
import { test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { Failure } from '@quorate/schema'
import { startDaemon } from '../testing/running-daemon.ts'
import { testCertificates } from '../testing/running-proxy.ts'
import { createSpiceProxy } from './create-spice-proxy.ts'

interface Entrance extends AsyncDisposable {
  readonly port: number
  readonly ca: string
  readonly asked: string[]
  readonly streams: Duplex[]
}

/** A greeting without capabilities, as either side sends it. */
function greeting(bodyBytes: number): Buffer {
  const bytes = Buffer.alloc(16 + bodyBytes)
  bytes.write('REDQ', 'latin1')
  bytes.writeUInt32LE(bodyBytes, 12)
  return bytes
}

async function start(): Promise<Entrance> {
  const asked: string[] = []
  const streams: Duplex[] = []
  const daemon = await startDaemon({
    async tunnel(target) {
      asked.push(target)
      if (!target.startsWith('good')) throw new Failure('bad ticket', { status: 403 })
      const stream = new PassThrough()
      streams.push(stream)
      return stream
    },
  })
  const { authority, certificate } = await testCertificates
  const proxy = await createSpiceProxy({
    listen: { host: '127.0.0.1', port: 0 },
    daemonSocket: daemon.public,
    certificate,
    notice: () => undefined,
  })
  return {
    port: proxy.port,
    ca: authority.cert,
    asked,
    streams,
    async [Symbol.asyncDispose]() {
      await proxy.close()
      await daemon[Symbol.asyncDispose]()
    },
  }
}

function ask(port: number, path: string): Promise<{ status: number | undefined; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method: 'CONNECT', path, agent: false })
    outgoing.on('connect', (answer: IncomingMessage, socket: Socket) => resolve({ status: answer.statusCode, socket }))
    outgoing.on('error', reject).end()
  })
}

test('who holds a ticket reaches the guest by TLS, and each end ends the other', async () => {
  await using entrance = await start()
  const { status, socket } = await ask(entrance.port, 'good:ticket::0:61000')
  assert.equal(status, 200)
  assert.deepEqual(entrance.asked, ['good:ticket::0:61000'])
  const secure = connectTls({ socket, ca: entrance.ca, servername: 'pve' })
  await once(secure, 'secureConnect')
  // What comes back is what was sent: both sides greet alike, with room for what a server's greeting holds.
  const sent = Buffer.concat([greeting(200), Buffer.alloc(4), Buffer.alloc(18)])
  secure.write(sent)
  const received: Buffer[] = []
  while (Buffer.concat(received).length < sent.length) received.push(...((await once(secure, 'data')) as Buffer[]))
  assert.ok(Buffer.concat(received).equals(sent))
  const closed = once(secure, 'close')
  entrance.streams[0]?.destroy()
  await closed
})

test('without a ticket there is a refusal and no way in; what is no CONNECT is told so', async () => {
  await using entrance = await start()
  const { status, socket } = await ask(entrance.port, 'localhost:22')
  assert.equal(status, 403)
  socket.destroy()
  assert.equal(entrance.streams.length, 0)
  const answer = await fetch(`http://127.0.0.1:${entrance.port}/`)
  assert.equal(answer.status, 405)
})

test('a client that speaks something else than SPICE by TLS is cut off', async () => {
  await using entrance = await start()
  const { socket } = await ask(entrance.port, 'good:1')
  const secure = connectTls({ socket, ca: entrance.ca, servername: 'pve' })
  await once(secure, 'secureConnect')
  secure.on('error', () => undefined).resume()
  secure.write('GET / HTTP/1.1\r\nhost: somewhere\r\n\r\n')
  await once(secure, 'close')
})

test('a port that is taken keeps nobody from starting', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { certificate } = await testCertificates
  const notices: string[] = []
  const notice = (text: string) => void notices.push(text)
  const proxy = await createSpiceProxy({ listen: { host: '127.0.0.1', port }, daemonSocket: '/nowhere', certificate, notice })
  assert.match(notices.join('\n'), /no SPICE consoles: cannot listen on 127\.0\.0\.1/)
  await proxy.close()
  squatter.close()
})

test('the end of the proxy is the end of its connections', { timeout: 5000 }, async () => {
  await using entrance = await start()
  const silent = connect(entrance.port, '127.0.0.1')
  await once(silent, 'connect')
  const closed = once(silent.resume(), 'close')
  await entrance[Symbol.asyncDispose]()
  await closed
})
