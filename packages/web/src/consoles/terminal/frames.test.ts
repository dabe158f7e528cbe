import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inputFrames, loginFrame, resizeFrame, saysFarewell } from './frames.ts'

test('frames say their length in bytes', () => {
  assert.deepEqual(inputFrames('ls\r'), ['0:3:ls\r'])
  assert.deepEqual(inputFrames('ä€😀'), ['0:9:ä€😀'])
  assert.deepEqual(inputFrames(''), [])
  assert.equal(resizeFrame(80, 24), '1:80:24:')
  assert.equal(loginFrame('root@pam', 'PVEVNC:x'), 'root@pam:PVEVNC:x\n')
})

test('a long text goes in several frames that tear no character', () => {
  const text = `${'x'.repeat(4095)}😀${'y'.repeat(5000)}`
  const frames = inputFrames(text)
  assert.equal(frames.length, 3)
  const parts = frames.map(frame => /^0:(\d+):([^]*)$/.exec(frame) ?? [])
  assert.equal(parts.map(([, , part]) => part).join(''), text)
  for (const [, length, part = ''] of parts) assert.equal(Buffer.byteLength(part), Number(length))
  assert.ok(frames.every(frame => frame.isWellFormed()))
})

test('the last words of a session are known', () => {
  assert.ok(saysFarewell('\r\nThe shell of node pve has ended.\r\n'))
  assert.ok(saysFarewell('CT 100 runs on, but its terminal has ended: open it again.\r\n'))
  assert.ok(!saysFarewell('$ echo it has ended. Really\r\n$ '))
})
