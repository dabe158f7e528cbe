import assert from 'node:assert/strict'
import { chmodSync, lchownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Spool } from './spool.ts'

const needsRoot = process.getuid?.() === 0 ? false : 'gives a folder to another user, which needs root'

test('uploads are kept in a folder of our own that nobody else can look into', async t => {
  const top = mkdtempSync(join(tmpdir(), 'quorate-spool-'))
  t.after(() => rmSync(top, { recursive: true }))
  const folder = join(top, 'uploads')
  mkdirSync(folder)
  chmodSync(folder, 0o777)
  await Spool.open(folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('a folder that somebody else put there, or a link, is refused', { skip: needsRoot }, async t => {
  const top = mkdtempSync(join(tmpdir(), 'quorate-spool-'))
  t.after(() => rmSync(top, { recursive: true }))
  const folder = join(top, 'uploads')
  mkdirSync(folder)
  symlinkSync(folder, join(top, 'link'))
  await assert.rejects(Spool.open(join(top, 'link')), /is no folder of the user that runs Quorate/)
  lchownSync(folder, 65_534, 65_534)
  await assert.rejects(Spool.open(folder), /is no folder of the user that runs Quorate/)
})
