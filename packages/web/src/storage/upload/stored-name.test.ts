import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentFor, fitsContent, storedName } from './stored-name.ts'

test('a file is kept under its own name, without folders and what is unsafe in names', () => {
  assert.equal(storedName(String.raw`C:\Users\me\Debian 13 (x86).iso`), 'Debian_13__x86_.iso')
  assert.equal(storedName('a/b/ü.img'), '_.img')
})

test('each content takes its own endings, and no name that is an ending alone', () => {
  assert.ok(fitsContent('iso', 'X.ISO'))
  assert.ok(fitsContent('vztmpl', 'debian.tar.zst'))
  assert.ok(!fitsContent('vztmpl', 'debian.zip'))
  assert.ok(!fitsContent('iso', '.iso'))
  assert.ok(!fitsContent('import', `${'x'.repeat(260)}.ova`))
})

test('a dropped file finds its content by its ending', () => {
  assert.equal(contentFor('disk.qcow2', ['iso', 'vztmpl', 'import']), 'import')
  assert.equal(contentFor('disk.img', ['iso', 'import']), 'iso')
  assert.equal(contentFor('notes.txt', ['iso', 'vztmpl', 'import']), undefined)
})
