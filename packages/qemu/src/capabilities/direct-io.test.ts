import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { canDirectIo } from './direct-io.ts'

test('a file system is asked whether it reads past the page cache', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'direct-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'disk')
  await writeFile(path, 'x')
  assert.equal(typeof (await canDirectIo(path)), 'boolean')
  assert.equal(await canDirectIo('/proc/version'), false)
  assert.equal(await canDirectIo(join(folder, 'missing')), true)
})
