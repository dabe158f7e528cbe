import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Authorizer } from './authentication.ts'
import { createDispatcher } from './dispatch.ts'
import type { ApiRequest } from './dispatcher.ts'
import { runnerThatEchoes, sampleDispatcher } from './testing/running-daemon.ts'
import { sample, sampleAuthorizer, sampleImplementations } from './testing/sample-api.ts'

const root: Caller = { authid: 'root@pam', userid: 'root@pam', root: true, address: '::1' }
const user: Caller = { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '::1' }
const token: Caller = { ...user, authid: 'ann@pve!ci', token: 'ci' }

function request(caller: Caller | undefined, method: string, path: string, raw: Record<string, unknown> = {}): ApiRequest {
  return { method, path, raw, authenticate: () => caller, address: '192.0.2.1', signal: new AbortController().signal }
}

const refused = (status: number, message: RegExp) => (error: unknown) =>
  error instanceof Failure && error.status === status && message.test(error.message)

test('without credentials only methods open to the world answer', async () => {
  const dispatcher = sampleDispatcher()
  await assert.rejects(dispatcher.dispatch(request(undefined, 'GET', '/version')), refused(401, /needs a login/))
  const login = await dispatcher.dispatch(request(undefined, 'POST', '/access/ticket', { username: 'a', password: 'b' }))
  assert.deepEqual(login, { kind: 'data', data: { username: 'a', from: '192.0.2.1' } })
})

test('bad credentials do not keep anybody from logging in anew', async () => {
  const dispatcher = sampleDispatcher()
  const stale = () => {
    throw new Failure('ticket expired', { status: 401 })
  }
  const login = { ...request(undefined, 'POST', '/access/ticket', { username: 'a', password: 'b' }), authenticate: stale }
  assert.equal((await dispatcher.dispatch(login)).kind, 'data')
  await assert.rejects(dispatcher.dispatch({ ...request(undefined, 'GET', '/version'), authenticate: stale }), refused(401, /expired/))
})

test('a method that is closed to tokens refuses them', async () => {
  await assert.rejects(sampleDispatcher().dispatch(request(token, 'PUT', '/access/password', { password: 'x' })), refused(403, /API token/))
})

test('a method without a permission is for root alone, and a missing privilege is named', async () => {
  const dispatcher = sampleDispatcher()
  await assert.rejects(dispatcher.dispatch(request(user, 'GET', '/root')), refused(403, /root@pam/))
  await assert.rejects(
    dispatcher.dispatch(request(user, 'GET', '/nodes/pve/qemu/100/config')),
    refused(403, /^Permission check failed \(\/vms\/100, VM.Audit\)$/),
  )
})

test('a parameter with a rule of its own is checked for those who give it', async () => {
  const rights = { 'ann@pve': { '/vms/100': ['VM.Config.Options', 'VM.Config.Network'] as const } }
  const dispatcher = sampleDispatcher({ authorizer: sampleAuthorizer(rights) })
  const change = (caller: Caller, raw: Record<string, unknown>) =>
    dispatcher.dispatch(request(caller, 'PUT', '/nodes/pve/qemu/100/config', raw))
  assert.equal((await change(user, { name: 'a', net0: 'virtio' })).kind, 'data')
  await assert.rejects(change(user, { cores: '2' }), refused(403, /\/vms\/100, VM.Config.CPU/))
  await assert.rejects(change(user, { args: '-x' }), refused(403, /only root@pam may set 'args'/))
  assert.equal((await change(root, { args: '-x', cores: '2' })).kind, 'data')
})

test('a setting is taken back by those who may set it', async () => {
  const rights = { 'ann@pve': { '/vms/100': ['VM.Config.Options', 'VM.Config.Network'] as const } }
  const dispatcher = sampleDispatcher({ authorizer: sampleAuthorizer(rights) })
  const change = (caller: Caller, raw: Record<string, unknown>) =>
    dispatcher.dispatch(request(caller, 'PUT', '/nodes/pve/qemu/100/config', raw))
  assert.equal((await change(user, { delete: 'name,net0' })).kind, 'data')
  await assert.rejects(change(user, { delete: 'name,args' }), refused(403, /only root@pam may set 'args'/))
  await assert.rejects(change(user, { revert: 'net0 cores' }), refused(403, /\/vms\/100, VM.Config.CPU/))
  assert.equal((await change(root, { delete: 'args', revert: 'cores' })).kind, 'data')
})

test('a permission on this node is asked for by its name, however the call names it', async () => {
  const asked: unknown[] = []
  const authorizer = {
    ...sampleAuthorizer(),
    check: (...[, , parameters]: Parameters<Authorizer['check']>) => void asked.push(parameters.node),
  }
  await sampleDispatcher({ authorizer }).dispatch(request(user, 'GET', '/nodes/localhost/qemu/100/config'))
  assert.deepEqual(asked, ['pve'])
})

test('everything is refused before a handler or the runner hears of it', async () => {
  const seen: unknown[] = []
  const submitted: unknown[] = []
  const dispatcher = sampleDispatcher({
    implementations: sampleImplementations(seen),
    runner: { submit: (key, ...rest) => Promise.resolve(submitted.push([key, ...rest])) },
  })
  await assert.rejects(dispatcher.dispatch(request(user, 'POST', '/nodes/pve/qemu/100/status/start')), refused(403, /VM.PowerMgmt/))
  await assert.rejects(dispatcher.dispatch(request(root, 'POST', '/nodes/pve/qemu/abc/status/start')), refused(400, /verification/))
  assert.deepEqual([seen, submitted], [[], []])
})

test('tasks and queued changes go to the runner with decoded parameters', async () => {
  const outcome = await sampleDispatcher().dispatch(request(root, 'PUT', '/nodes/localhost/qemu/100/config', { onboot: 'yes' }))
  assert.deepEqual(outcome, {
    kind: 'data',
    data: { key: 'PUT /nodes/{node}/qemu/{vmid}/config', parameters: { node: 'pve', vmid: 100, onboot: true } },
  })
})

test('what the path names wins over the body and the query', async () => {
  const outcome = await sampleDispatcher().dispatch(request(root, 'PUT', '/nodes/pve/qemu/100/config', { vmid: '101', node: 'other' }))
  assert.partialDeepStrictEqual(outcome, { data: { parameters: { node: 'pve', vmid: 100 } } })
})

test('a call for another node is refused where there is no such node, after all checks', async () => {
  const dispatcher = sampleDispatcher()
  await assert.rejects(dispatcher.dispatch(request(user, 'GET', '/nodes/other/qemu/100/config')), refused(403, /VM.Audit/))
  await assert.rejects(
    dispatcher.dispatch(request(root, 'GET', '/nodes/other/qemu/100/config')),
    refused(500, /^hostname lookup 'other' failed - no such cluster node 'other'$/),
  )
})

test('what lies below a node runs there, whether its declaration names a parameter for that or not', () => {
  const { nodeOf } = sampleDispatcher()
  assert.equal(nodeOf(sample.guest, '/nodes/other/qemu/100/config', {}), 'other')
  assert.equal(nodeOf(sample.console, '/nodes/other/console', {}), 'other')
  assert.equal(nodeOf(sample.console, '/nodes/pve/console', {}), undefined)
  assert.equal(nodeOf(sample.console, '/nodes/localhost/console', {}), undefined)
  assert.equal(nodeOf(sample.version, '/version', { node: 'other' }), undefined)
})

test('what is declared and not built says so, and an index answers from the declarations', async () => {
  const dispatcher = sampleDispatcher()
  await assert.rejects(dispatcher.dispatch(request(user, 'GET', '/cluster/future')), refused(501, /not implemented: .*not built yet/))
  const index = await dispatcher.dispatch(request(user, 'GET', '/access'))
  assert.deepEqual(index, { kind: 'data', data: [{ subdir: 'password' }, { subdir: 'ticket' }] })
})

test('an upload is refused before its first byte where the path alone decides', async () => {
  const dispatcher = sampleDispatcher()
  const upload = (caller: Caller | undefined) => dispatcher.admit(request(caller, 'POST', '/nodes/pve/storage/local/upload'))
  await assert.rejects(upload(undefined), refused(401, /login/))
  await assert.rejects(upload(user), refused(403, /\/storage\/local, Datastore.AllocateTemplate/))
  assert.equal(await upload(root), root)
})

test('a parameter with a privilege on a method without an object path is refused at the start', () => {
  const { privilegePath: _path, ...broken } = sample.change
  const options = { implementations: [], node: 'pve', authorizer: sampleAuthorizer(), runner: runnerThatEchoes }
  assert.throws(() => createDispatcher({ ...options, specs: [broken] }), /needs the method's privilegePath/)
})
