import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { socketFile, type FromClient } from '../protocol.ts'
import { Refusal } from '../refusal.ts'
import { encodeFrame, FrameDecoder } from '../store/frame.ts'
import { atEnd, testRoot } from '../testing-root.ts'
import { Link } from './link.ts'

test('a question that a store took along when it ended is not known to have changed nothing', async t => {
  const root = testRoot(t)
  let asked = 0
  const server = createServer(socket => {
    const decoder = new FrameDecoder()
    socket.on('error', () => socket.destroy())
    socket.on('data', chunk => {
      for (const message of decoder.push(chunk) as FromClient[]) {
        if (message.op === 'publish') continue
        const { id } = message
        if (message.op === 'hello') socket.write(encodeFrame({ type: 'answer', id, value: { node: 'pve', revision: 0 } }))
        else if (++asked === 1) socket.destroy()
        else socket.write(encodeFrame({ type: 'error', id, error: { message: 'Nothing was changed', status: 500, code: 'no-quorum' } }))
      }
    })
  })
  mkdirSync(dirname(socketFile(root)), { recursive: true })
  await new Promise<void>(resolve => server.listen(socketFile(root), resolve))
  const link = new Link(socketFile(root), false, { welcome: () => undefined, message: () => undefined })
  atEnd(t, async () => {
    await link.close()
    server.close()
  })
  await link.open()
  await assert.rejects(link.ask({ op: 'reserve' }), error => !(error instanceof Refusal) && /is not known/.test(String(error)))
  await assert.rejects(link.ask({ op: 'reserve' }), error => error instanceof Refusal && error.code === 'no-quorum')
})
