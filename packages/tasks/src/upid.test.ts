import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatUpid, parseUpid, requireUpid } from './upid.ts'

const upid = { node: 'pve', pid: 4711, pstart: 255, starttime: 1_760_000_000, type: 'qmstart', id: '100', user: 'root@pam' }

test('a UPID has the form that clients parse, with the trailing colon', () => {
  assert.equal(formatUpid(upid), 'UPID:pve:00001267:000000FF:68E77800:qmstart:100:root@pam:')
  assert.deepEqual(parseUpid(formatUpid(upid)), upid)
})

test('its numbers stay below 2^31', () => {
  const parsed = parseUpid(formatUpid({ ...upid, pid: 2 ** 31 + 5, pstart: 2 ** 40 + 1, starttime: 2 ** 31 - 1 }))
  assert.deepEqual([parsed?.pid, parsed?.pstart, parsed?.starttime], [5, 1, 2 ** 31 - 1])
})

test('ids and users of any text come back, and stay within one path segment', () => {
  for (const text of ['local:iso/../../etc/passwd', 'a b\nc', 'größe', '', '..', '~41', 'ci-job_1']) {
    const formatted = formatUpid({ ...upid, id: text, user: `${text}x@pam!tok` })
    assert.doesNotMatch(formatted, /[/\s\0]/)
    assert.equal(parseUpid(formatted)?.id, text)
    assert.equal(parseUpid(formatted)?.user, `${text}x@pam!tok`)
  }
  assert.ok(formatUpid({ ...upid, id: 'ü'.repeat(500), user: 'x'.repeat(500) }).length < 255)
})

test('what is no UPID is refused', () => {
  const bad = [
    '',
    'UPID:',
    '../../etc/passwd',
    'UPID:pve:00001267:000000FF:68E77800:qmstart:100:root@pam',
    'UPID:pve:00001267:000000FF:68E77800:qmstart:../..:root@pam:',
    'UPID:pve:00001267:000000FF:68E77800:qmstart:a/b:root@pam:',
    'UPID:../x:00001267:000000FF:68E77800:qmstart:100:root@pam:',
    'UPID:pve:F0001267:000000FF:68E77800:qmstart:100:root@pam:',
    'UPID:pve:00001267:000000FF:68E77800:qmstart:100:root@pam:\n',
  ]
  for (const text of bad) assert.throws(() => requireUpid(text), { status: 400 })
})
