import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTree } from '../../testing/tree-text.ts'
import { Changes } from '../changes.ts'
import { writeAuthorizedKeys } from './authorized-keys.ts'
import { writeRootPassword } from './root-password.ts'

test("root's password takes the place of the old one and nothing else changes", () => {
  const tree = parseTree(
    '==> /etc/shadow 0640\nbin:*:1:0:99999:7:::\nroot:!:19000:1:2:3:4:5:6\n==> /etc/passwd\nroot::0:0:root:/root:/bin/sh\n',
  )
  const root = new Changes(tree)
  writeRootPassword(root, '$5$a$b')
  assert.equal(root.read('/etc/shadow'), 'bin:*:1:0:99999:7:::\nroot:$5$a$b:19000:1:2:3:4:5:6\n')
  assert.equal(root.read('/etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
})

test('what is no hash of a password is not written, and not told either', () => {
  const root = new Changes(parseTree('==> /etc/shadow\nroot:!:1::::::\n'))
  for (const hash of ['a:b', 'a\nb'])
    assert.throws(
      () => writeRootPassword(root, hash),
      error => !String(error).includes(hash),
    )
  assert.deepEqual(root.edits(), [])
})

test('keys are added to those that are there, each once, with modes that ssh accepts', () => {
  const tree = parseTree('==> /root/.ssh/authorized_keys 0600\nssh-rsa A old')
  const root = new Changes(tree)
  writeAuthorizedKeys(root, ['ssh-rsa A old', 'ssh-ed25519 B new\nssh-ed25519 B new\n'])
  assert.equal(root.read('/root/.ssh/authorized_keys'), 'ssh-rsa A old\nssh-ed25519 B new\n')
  const fresh = new Changes(parseTree(''))
  writeAuthorizedKeys(fresh, ['k'])
  assert.deepEqual(fresh.edits(), [
    { op: 'directory', path: '/root/.ssh', mode: 0o700 },
    { op: 'write', path: '/root/.ssh/authorized_keys', content: 'k\n', mode: 0o600 },
  ])
})
