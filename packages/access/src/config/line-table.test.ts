import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shadowTable, tokenTable } from './line-table.ts'

test('a secret is set, changed and removed without touching other lines', () => {
  const text = '# hashes\njoe:$5$a$b:\nodd line\namy:$6$c$d:\n'
  assert.equal(shadowTable(text).get('amy'), '$6$c$d')
  assert.equal(shadowTable(text).with('joe', '$5$a$b'), text)
  assert.equal(shadowTable(text).with('joe', 'x'), '# hashes\njoe:x:\nodd line\namy:$6$c$d:\n')
  assert.equal(shadowTable(text).with('new', 'x'), `${text}new:x:\n`)
  assert.equal(shadowTable(text).with('amy', undefined), '# hashes\njoe:$5$a$b:\nodd line\n')
  assert.equal(shadowTable('').with('a', 'b'), 'a:b:\n')
})

test('token secrets are found by the full token id', () => {
  const table = tokenTable('joe@pve!ci 1234\njoe@pve!ci2 5678\n')
  assert.equal(table.get('joe@pve!ci'), '1234')
  assert.equal(table.with('joe@pve!ci', undefined), 'joe@pve!ci2 5678\n')
  assert.deepEqual(table.keys(), ['joe@pve!ci', 'joe@pve!ci2'])
})
