import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedName } from './upload-name.ts'

test('a file keeps its name, made safe', () => {
  assert.equal(storedName('iso', 'debian-12.iso'), 'debian-12.iso')
  assert.equal(storedName('iso', 'C:\\temp\\my disc.ISO'), 'my_disc.ISO')
  assert.equal(storedName('import', '../../etc/x.qcow2'), 'x.qcow2')
  assert.equal(storedName('vztmpl', 'a,b;c.tar.zst'), 'a_b_c.tar.zst')
  assert.equal(storedName('vztmpl', 'image.tar'), 'image.tar')
})

test('names with another ending, hidden ones and long ones are refused', () => {
  for (const [content, name] of [
    ['iso', 'a.qcow2'],
    ['iso', '.iso'],
    ['iso', 'folder/.x.iso'],
    ['iso', ''],
    ['vztmpl', 'a.tar.lzo'],
    ['vztmpl', 'a.zip'],
    ['import', 'a.iso'],
    ['iso', `${'a'.repeat(260)}.iso`],
  ] as const) {
    assert.throws(() => storedName(content, name), { status: 400 }, name)
  }
})
