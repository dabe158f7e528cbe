import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { implement } from '@quorate/contract'
import { WebSocket, type ClientOptions } from 'ws'
import { sampleDispatcher, startDaemon } from '../testing/running-daemon.ts'
import { startProxy } from '../testing/running-proxy.ts'
import { sample } from '../testing/sample-api.ts'

const root = { authorization: 'user root@pam' }
const consolePath = '/api2/json/nodes/pve/console'

interface Refused {
  readonly status: number
  readonly reason: string
}

/** Opens a WebSocket, or tells with which status it was refused. */
function open(url: string, options: ClientOptions, protocols: string[] = ['binary']): Promise<WebSocket | Refused> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, options)
    socket.on('open', () => resolve(socket)).on('error', reject)
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, reason: response.statusMessage ?? '' })
    })
  })
}

async function opened(url: string, options: ClientOptions): Promise<WebSocket> {
  const socket = await open(url, options)
  if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket.status} ${socket.reason}`)
  return socket
}

const bytes = (socket: WebSocket, count: number) =>
  new Promise<Buffer>(resolve => {
    const parts: Buffer[] = []
    let size = 0
    socket.on('message', (data: Buffer) => {
      parts.push(data)
      size += data.length
      if (size >= count) resolve(Buffer.concat(parts))
    })
  })

test('a console is bridged both ways, through the proxy too, whatever its size', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const socket = await opened(`wss://127.0.0.1:${proxy.port}${consolePath}`, { headers: root, ca: proxy.ca })
  assert.equal(socket.protocol, 'binary')
  const sent = Buffer.alloc(3 << 20, 'abcdefg')
  const received = bytes(socket, sent.length)
  for (let at = 0; at < sent.length; at += 65_536) socket.send(sent.subarray(at, at + 65_536))
  assert.ok((await received).equals(sent))
  socket.terminate()
})

test('who may not open a console gets an HTTP error and no upgrade', async () => {
  await using daemon = await startDaemon()
  const url = `ws+unix://${daemon.public}:${consolePath}`
  assert.partialDeepStrictEqual(await open(url, {}), { status: 401 })
  assert.partialDeepStrictEqual(await open(url, { headers: { authorization: 'user ann@pve' } }), {
    status: 403,
    reason: 'Permission check failed (/nodes/pve, Sys.Console)',
  })
  assert.partialDeepStrictEqual(await open(url, { headers: root }, ['chat']), { status: 400 })
  assert.partialDeepStrictEqual(await open(`ws+unix://${daemon.public}:/api2/json/version`, { headers: root }), { status: 400 })
  assert.partialDeepStrictEqual(await open(`ws+unix://${daemon.public}:/elsewhere`, { headers: root }), { status: 501 })
})

test('either side ends the other', async () => {
  const streams: PassThrough[] = []
  const implementations = implement(
    { console: sample.console },
    {
      console: () => {
        const stream = new PassThrough()
        streams.push(stream)
        return stream
      },
    },
  )
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations }) })
  const url = `ws+unix://${daemon.public}:${consolePath}`
  const first = await opened(url, { headers: root })
  const closed = new Promise(resolve => first.on('close', resolve))
  streams[0]?.end()
  assert.equal(await closed, 1000)
  const second = await opened(url, { headers: root })
  const destroyed = new Promise(resolve => streams[1]?.on('close', resolve))
  second.terminate()
  await destroyed
})
