import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { parseGuestConfig } from '@quorate/guest'
import { permissionFailure } from '@quorate/schema'
import type { StorageService } from '@quorate/storage'
import { checkFeatures } from './feature-access.ts'
import { checkPresentAccess, checkValueAccess } from './value-access.ts'

/** Somebody with these privileges: `/vms/100 VM.Config.Disk`. */
function callBy(...grants: string[]): Call {
  const may: Call['may'] = (path, ...anyOf) => anyOf.some(name => grants.includes(`${path} ${name}`))
  return {
    caller: { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '::1' },
    node: 'pve',
    signal: new AbortController().signal,
    may,
    authorize(path, ...all) {
      if (!all.every(name => may(path, name))) throw permissionFailure(path, all)
    },
  }
}

const root: Call = { ...callBy(), caller: { authid: 'root@pam', userid: 'root@pam', root: true, address: '::1' } }
const refused = { status: 403 }
const storage = {
  resolve: async (volid: string) => ({ content: /:iso\//.test(volid) ? 'iso' : 'rootdir' }),
} as unknown as StorageService
const check = (call: Call, key: string, text: string) => checkValueAccess(storage, call, 100, key, text)

test('folders and devices of the host are for root alone, to give and to take away', async () => {
  const call = callBy('/vms/100 VM.Config.Disk', '/vms/100 VM.Allocate')
  for (const text of ['/srv/data,mp=/data', '/dev/sdb1,mp=/data']) {
    await assert.rejects(check(call, 'mp0', text), refused)
    await check(root, 'mp0', text)
    const config = parseGuestConfig(`mp0: ${text}\n`)
    assert.throws(() => checkPresentAccess(call, config, ['mp0']), refused)
    checkPresentAccess(root, config, ['mp0'])
  }
  const waiting = parseGuestConfig('\n[PENDING]\ndev0: /dev/fuse\n')
  assert.throws(() => checkPresentAccess(call, waiting, ['dev0']), refused)
})

test('a new volume needs space on its storage; a volume of another guest needs the storage', async () => {
  await assert.rejects(check(callBy(), 'mp0', 'local:8,mp=/data'), refused)
  await check(callBy('/storage/local Datastore.AllocateSpace'), 'mp0', 'local:8,mp=/data')
  const other = 'local:101/vm-101-disk-0.raw,mp=/data'
  await assert.rejects(check(callBy('/storage/local Datastore.AllocateSpace'), 'mp0', other), refused)
  await check(callBy('/storage/local Datastore.Allocate'), 'mp0', other)
  await check(callBy(), 'mp0', 'local:100/vm-100-disk-1.raw,mp=/data')
  await assert.rejects(check(root, 'mp0', 'local:iso/a.iso,mp=/data'), { status: 400 })
})

test('a bridge needs SDN.Use', async () => {
  await assert.rejects(check(callBy(), 'net0', 'name=eth0,bridge=vmbr0'), refused)
  await check(callBy('/sdn/zones/localnetwork/vmbr0 SDN.Use'), 'net0', 'name=eth0,bridge=vmbr0')
  await check(callBy('/sdn/zones/localnetwork/vmbr0/5 SDN.Use'), 'net0', 'name=eth0,bridge=vmbr0,tag=5')
})

test('features are for root, but nesting in an unprivileged container', () => {
  const call = callBy('/vms/100 VM.Allocate')
  const features = (who: Call, from: string | undefined, to: string | undefined, unprivileged: boolean) => () =>
    checkFeatures(who, 100, from, to, unprivileged)
  features(call, undefined, 'nesting=1', true)()
  features(call, 'nesting=1', undefined, true)()
  features(call, 'keyctl=1,nesting=0', 'keyctl=1,fuse=0', false)()
  assert.throws(features(callBy(), undefined, 'nesting=1', true), refused)
  assert.throws(features(call, undefined, 'nesting=1', false), refused)
  assert.throws(features(call, undefined, 'keyctl=1', true), refused)
  assert.throws(features(call, 'mount=nfs', 'nesting=1', true), refused)
  features(root, undefined, 'mount=nfs,keyctl=1', false)()
})
