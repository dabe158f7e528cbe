import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { accessProblems } from './incoming/check-incoming.ts'
import { readRequest } from './incoming/read-request.ts'

const session = '0123456789abcdef'

test('a request of another cluster is read with care', () => {
  const volume = { volid: 'local:100/a.raw', kind: 'copy', storage: 'local', name: 'vm-200-disk-0.raw', sizeBytes: 1024 }
  const request = { config: 'memory: 32\n', volumes: [volume], source: 'n1', upid: 'UPID' }
  assert.equal(readRequest(request, session).session, session)
  assert.deepEqual(readRequest({ ...request, volumes: [{ ...volume, fileBytes: 4096 }] }, session).volumes, [volume])
  const running = { standing: 'running', processor: '', form: { machine: 'pc', cpu: 'kvm64', nicMtus: { net0: 1500 } } }
  assert.deepEqual(readRequest({ ...request, running: { ...running, form: { ...running.form, incoming: 'x' } } }, session).running, running)
  const broken: unknown[] = [
    undefined,
    { ...request, config: 5 },
    { ...request, volumes: [{ ...volume, kind: 'file' }] },
    { ...request, volumes: [{ ...volume, storage: '../x' }] },
    { ...request, volumes: [{ ...volume, name: '../../etc/passwd' }] },
    { ...request, volumes: [{ ...volume, key: 'scsi0,x=y' }] },
    { ...request, volumes: [{ ...volume, sizeBytes: -1 }] },
    { ...request, volumes: [volume, volume] },
    { ...request, volumes: [{ ...volume, volid: '__proto__' }] },
    { ...request, upid: 'UPID\nTASK OK' },
    { ...request, running: { ...running, form: { machine: 'pc' } } },
    { ...request, running: { ...running, form: { ...running.form, nicMtus: { net0: ['1500,romfile=/etc/shadow'] } } } },
  ]
  for (const one of broken) assert.throws(() => readRequest(one, session), /the source asks for what cannot be/)
})

test('nothing comes in that would be read later without having been looked at', () => {
  const call = { caller: { authid: 'a@pve!t', root: false }, authorize: () => undefined } as unknown as Call
  const problems = (config: string) => accessProblems(call, readRequest({ config, volumes: [], source: 'n1', upid: 'UPID' }, session))
  assert.deepEqual(problems('memory: 32\nide2: none,media=cdrom\n\n[PENDING]\nmemory: 64\n\n[special:cloudinit]\nname: a\n'), [])
  const refused = [
    'cdrom: /etc/shadow\n',
    'args: -x\n',
    'memory: 32\n[PENDING]\nargs: -x\n',
    'memory: 32\n[PENDING]\nargs: -x\n\n[PENDING]\nmemory: 64\n',
    'memory: 32\n[PENDING]\nargs: -x\n\n[pve:pending]\nmemory: 64\n',
    'memory: 32\n[before]\nmemory: 64\n',
  ]
  for (const config of refused) assert.equal(problems(config).length, 1, config)
})
