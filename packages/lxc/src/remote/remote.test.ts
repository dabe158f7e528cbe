import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { parseGuestConfig } from '@quorate/guest'
import { permissionFailure } from '@quorate/schema'
import { accessProblems } from './incoming/check-incoming.ts'
import { readRequest } from './incoming/read-request.ts'

const session = '0123456789abcdef'

/** Holder of a token that may do everything but what is for root@pam himself. */
function callOf(root: boolean, ...denied: string[]): Call {
  const may = (path: string) => !denied.includes(path)
  return {
    caller: { authid: 'root@pam!move', root },
    may,
    authorize(path: string, privilege: string) {
      if (!may(path)) throw permissionFailure(path, [privilege])
    },
  } as unknown as Call
}

const plain = 'arch: amd64\nhostname: web\nrootfs: local:100/vm-100-disk-0.raw,size=1G\nunprivileged: 1\n'
const problems = (text: string, call = callOf(false)) => accessProblems(call, 200, parseGuestConfig(text, 'lxc'))

test('a plain unprivileged container may come, with nesting and a card in a bridge that is free', () => {
  assert.deepEqual(problems(`${plain}features: nesting=1\nnet0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01\n`), [])
})

test('what only root may give a container does not come by a token, now or pending', () => {
  const refused: [string, RegExp][] = [
    ['features: keyctl=1', /keyctl/],
    ['lxc.mount.entry: /etc etc none bind', /lxc\.mount\.entry: only root@pam/],
    ['mp0: /srv,mp=/srv', /mp0: '\/srv' is of the node/],
    ['mp0: /srv,mp=/srv,shared=1', /mp0: '\/srv' is of the node/],
    ['dev0: /dev/kvm', /dev0: only root@pam/],
    ['hookscript: local:snippets/x.sh', /hookscript: only root@pam/],
    ['template: 1', /template/],
    ['net0: name=eth0,bridge=secret', /secret/],
  ]
  for (const [line, words] of refused) {
    const call = callOf(false, '/sdn/zones/localnetwork/secret')
    assert.match(problems(`${plain}${line}\n`, call).join('\n'), words)
    assert.match(problems(`${plain}\n[pve:pending]\n${line}\n`, call).join('\n'), words)
  }
  assert.match(problems(plain.replace('unprivileged: 1\n', '')).join('\n'), /privileged container/)
  assert.match(problems(`${plain}\n[pve:pending]\nunprivileged: 0\n`).join('\n'), /unprivileged: never changes/)
  assert.deepEqual(problems(`${plain.replace('unprivileged: 1\n', '')}hookscript: local:snippets/x.sh\n`, callOf(true)), [])
})

test('a request of another cluster is read with care', () => {
  const image = {
    volid: 'local:100/a.raw',
    kind: 'image',
    storage: 'local',
    format: 'raw',
    name: 'vm-200-disk-0.raw',
    sizeBytes: 4096,
    usedBytes: 0,
  }
  const tree = { volid: 'local:100/b.subvol', kind: 'tree', storage: 'local', format: 'subvol', sizeBytes: 0, usedBytes: 10 }
  const request = { config: plain, volumes: [image, tree], source: 'n1', upid: 'UPID', runs: true, sharedStorages: ['local'] }
  const read = readRequest(request, session)
  assert.deepEqual([read.session, read.runs, read.sharedStorages, read.volumes], [session, true, [], [image, tree]])
  const broken: unknown[] = [
    undefined,
    { ...request, config: 5 },
    { ...request, volumes: [{ ...image, kind: 'mirror' }] },
    { ...request, volumes: [{ ...image, format: 'qcow2' }] },
    { ...request, volumes: [{ ...image, sizeBytes: 0 }] },
    { ...request, volumes: [{ ...image, storage: '../x' }] },
    { ...request, volumes: [{ ...image, name: '../../etc/passwd' }] },
    { ...request, volumes: [{ ...tree, usedBytes: -1 }] },
    { ...request, volumes: [tree, tree] },
    { ...request, volumes: [{ ...tree, volid: '__proto__' }] },
    { ...request, upid: 'UPID\nTASK OK' },
  ]
  for (const one of broken) assert.throws(() => readRequest(one, session), /the source asks for what cannot be/)
})
