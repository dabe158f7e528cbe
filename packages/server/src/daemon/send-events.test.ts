import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { get as getTls } from 'node:https'
import { test } from 'node:test'
import { implement, type ServerEvent } from '@quorate/contract'
import { sampleDispatcher, startDaemon } from '../testing/running-daemon.ts'
import { startProxy } from '../testing/running-proxy.ts'
import { sample } from '../testing/sample-api.ts'

const headers = { authorization: 'user root@pam' }

async function readUntil(response: IncomingMessage, wanted: RegExp): Promise<string> {
  let text = ''
  for await (const part of response.setEncoding('utf8') as AsyncIterable<string>) {
    text += part
    if (wanted.test(text)) break
  }
  return text
}

test('events arrive as they happen, unbuffered through the proxy', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const response = await new Promise<IncomingMessage>(resolve =>
    getTls({ host: '127.0.0.1', port: proxy.port, ca: proxy.ca, path: '/api2/json/events', headers, agent: false }, resolve),
  )
  assert.equal(response.headers['content-type'], 'text/event-stream;charset=UTF-8')
  const text = await readUntil(response, /e-3/)
  assert.match(text, /^retry: 2000\n\nid: e-1\nevent: guest\ndata: {"number":1,"on":1}\n\nid: e-2\n/)
})

test('a stream resumes after the last event that the client saw', async () => {
  await using daemon = await startDaemon()
  const response = await new Promise<IncomingMessage>(resolve =>
    get({ socketPath: daemon.public, path: '/api2/json/events', headers: { ...headers, 'last-event-id': 'e-41' }, agent: false }, resolve),
  )
  assert.match(await readUntil(response, /\n\n.*\n\n/s), /id: e-42\n/)
})

test('the source hears that the client is gone, and is not drained for one that does not read', async () => {
  let produced = 0
  const ended = Promise.withResolvers<void>()
  async function* many(signal: AbortSignal): AsyncGenerator<ServerEvent> {
    try {
      while (!signal.aborted) {
        produced += 1
        yield { id: `e-${produced}`, type: 'guest', path: '/', data: 'x'.repeat(10_000) }
      }
    } finally {
      ended.resolve()
    }
  }
  const implementations = implement({ events: sample.events }, { events: call => many(call.signal) })
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations }) })
  const response = await new Promise<IncomingMessage>(resolve =>
    get({ socketPath: daemon.public, path: '/api2/json/events', headers, agent: false }, resolve),
  )
  await new Promise(resolve => setTimeout(resolve, 200))
  const after = produced
  await new Promise(resolve => setTimeout(resolve, 100))
  assert.equal(produced, after)
  assert.ok(produced < 500, `${produced} events were taken for a client that reads none`)
  response.destroy()
  await ended.promise
})
