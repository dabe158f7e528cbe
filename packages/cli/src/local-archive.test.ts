import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameLocalArchive } from './local-archive.ts'
import type { Given } from './read-arguments.ts'
import { FakeTerminal } from './testing/fake-terminal.ts'

const named = async (name: string, ostemplate: string) => {
  const given: Given = { vmid: '100', ostemplate }
  await (await nameLocalArchive(name, given, new FakeTerminal()))[Symbol.asyncDispose]()
  return given.ostemplate
}

test('a file of this machine is named by its absolute path, a volume by its id', async () => {
  assert.equal(await named('pct create', './a.tar.zst'), `${process.cwd()}/a.tar.zst`)
  assert.equal(await named('pct restore', '/b.tar.zst'), '/b.tar.zst')
  assert.equal(await named('pct create', 'local:vztmpl/c.tar.zst'), 'local:vztmpl/c.tar.zst')
  assert.equal(await named('qm create', './d'), './d')
})

test('standard input is kept for as long as the command runs', async () => {
  const terminal = new FakeTerminal({ typed: ['archive'] })
  const given: Given = { ostemplate: '-' }
  {
    await using kept = await nameLocalArchive('pct create', given, terminal)
    void kept
    assert.equal(terminal.files[String(given.ostemplate)], 'archive')
  }
  assert.deepEqual(terminal.files, {})
})
