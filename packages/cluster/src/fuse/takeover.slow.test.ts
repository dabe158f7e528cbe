import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore } from '../client/connect-store.ts'
import { atEnd, testRoot, tester } from '../testing-root.ts'
import { startStoreProcess } from '../testing-store-process.ts'
import { openFuse } from './mount-point.ts'

/**
 * A program that uses the mount: reads a file over and over until it is told to stop, and holds one file open for reading
 * and one with text that it has not flushed. It is no part of this process, since whoever starts the store must hold no
 * file of the mount open: the new process would flush it before it can answer.
 */
const program = `
const fs = require('node:fs')
const [folder, stop] = process.argv.slice(1)
const file = folder + '/user.cfg'
const reading = fs.openSync(file, 'r')
const writing = fs.openSync(folder + '/half-written', 'w')
fs.writeSync(writing, 'lost with the process')
const { ino } = fs.statSync(file)
let reads = 0, error = ''
while (!fs.existsSync(stop)) {
  if (fs.readFileSync(file, 'utf8') !== 'content\\n') throw new Error('other content')
  if (fs.statSync(file).ino !== ino) throw new Error('other inode number')
  reads++
}
try { fs.fsyncSync(writing) } catch (e) { error = e.code }
console.log(JSON.stringify({ reads, error, still: fs.readSync(reading, Buffer.alloc(100), 0, 100, 0) }))
`

test('readers do not notice that the store was killed and started again, when its parent keeps the mount', { timeout: 30_000 }, async t => {
  if (process.getuid?.() !== 0) return t.skip('mounting takes root')
  const root = testRoot(t)
  let fuseFd: number
  try {
    fuseFd = openFuse()
  } catch (error) {
    return t.skip(`/dev/fuse cannot be opened: ${String(error)}`)
  }
  // Closing the last descriptor ends whatever still waits for an answer.
  atEnd(t, () => closeSync(fuseFd))
  let store = await startStoreProcess(t, root, { mount: true, fuseFd })
  if (!store.mounted) return t.skip(store.notices.join())
  const client = await connectStore(root)
  atEnd(t, () => client.close())
  await client.commit([{ op: 'write', path: 'user.cfg', text: 'content\n' }], tester)

  const stopFile = join(root.path, 'stop')
  const user = spawn(process.execPath, ['-e', program, root.configMount, stopFile], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output: Buffer[] = []
  user.stdout.on('data', chunk => output.push(chunk))
  const ended = once(user, 'close')
  for (let round = 0; round < 5; round++) {
    await sleep(200)
    await store.kill()
    await sleep(50)
    store = await startStoreProcess(t, root, { mount: true, fuseFd })
    assert.deepEqual(store.notices, [])
  }
  await sleep(200)
  writeFileSync(stopFile, '')
  assert.deepEqual(await ended, [0, null])
  const { reads, error, still } = JSON.parse(Buffer.concat(output).toString())
  assert(reads > 20)
  assert.equal(still, 8)
  assert.equal(error, 'EIO')
})

test('a mount whose process was killed is replaced by the next one', { timeout: 30_000 }, async t => {
  const root = testRoot(t)
  const first = await startStoreProcess(t, root, { mount: true })
  if (!first.mounted) return t.skip(first.notices.join())
  await first.kill()
  await assert.rejects(fs.readdir(root.configMount), { code: 'ENOTCONN' })
  const second = await startStoreProcess(t, root, { mount: true })
  assert(second.mounted)
  assert((await fs.readdir(root.configMount)).includes('nodes'))
  await second.end()
  assert.deepEqual(await fs.readdir(root.configMount), [])
})
