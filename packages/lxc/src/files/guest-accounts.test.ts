import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findAccount, findGroup } from './guest-accounts.ts'

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'broken:x:zero:0::/:/bin/sh',
  'huge:x:4294967295:1::/:/bin/sh',
  'odd:x:5:6:a:b',
  'bob:x:1000:1001:Bob,,,:/home/bob:/bin/sh',
  'rel:x:7:7::home:',
  '',
].join('\n')

test('a user is found by name and by number', () => {
  const bob = { name: 'bob', uid: 1000, gid: 1001, home: '/home/bob', shell: '/bin/sh' }
  assert.deepEqual(findAccount(passwd, 'bob'), bob)
  assert.deepEqual(findAccount(passwd, '1000'), bob)
  assert.deepEqual(findAccount(passwd, 'rel'), { name: 'rel', uid: 7, gid: 7, home: '/', shell: '' })
  assert.deepEqual(findAccount('', '12'), { name: '12', uid: 12, gid: 12, home: '/', shell: '' })
})

test('lines that are none are passed over, and what is not there is refused by its name', () => {
  for (const name of ['broken', 'huge', 'odd', 'ann', '', '-1', '4294967295', '0x0'])
    assert.throws(() => findAccount(passwd, name), /the container has no user/, name)
  assert.equal(findGroup('root:x:0:\nstaff:x:50:bob\n', 'staff'), 50)
  assert.equal(findGroup('', '77'), 77)
  assert.throws(() => findGroup('bad:x:y:\n', 'bad'), /the container has no group 'bad'/)
})
