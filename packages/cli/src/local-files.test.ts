import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { openLocalFile, saveLocalFile } from './local-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-local-'))
test.after(() => rmSync(folder, { recursive: true }))

async function* parts(...texts: string[]) {
  for (const one of texts) yield Buffer.from(one)
}

test('a file is there whole, with the mode that was asked for', async () => {
  const path = join(folder, 'a')
  await saveLocalFile(path, parts('one ', 'two'), { mode: 0o640 })
  assert.deepEqual([readFileSync(path, 'utf8'), statSync(path).mode & 0o7777], ['one two', 0o640])
  const { size, content } = await openLocalFile(path)
  assert.deepEqual([size, await text(content)], [7, 'one two'])
})

test('what breaks off leaves what was there, and nothing else', async () => {
  const path = join(folder, 'b')
  await saveLocalFile(path, parts('old'), {})
  async function* breaking() {
    yield Buffer.from('new')
    throw new Error('gone')
  }
  await assert.rejects(saveLocalFile(path, breaking(), {}), /cannot write '.*b'/)
  await assert.rejects(saveLocalFile(path, parts('new'), { user: 'no-such-user' }), /there is no user 'no-such-user' on this node/)
  assert.equal(readFileSync(path, 'utf8'), 'old')
  assert.deepEqual(
    readdirSync(folder).filter(name => name.endsWith('.part')),
    [],
  )
})

test('what cannot be read is refused by its name', async () => {
  await assert.rejects(openLocalFile(join(folder, 'none')), /cannot read '.*none'/)
  await assert.rejects(openLocalFile(folder), /it is a directory/)
})
