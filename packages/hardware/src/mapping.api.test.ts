import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { callApi } from './testing/call-api.ts'

const gpu = 'id=10de:1b80,iommugroup=7,node=pve,path=0000:01:00,subsystem-id=1043:8591'

function machine() {
  const host = fakeHost()
  host.kernel.addPci('0000:01:00.0', { id: '10de:1b80', subsystem: '1043:8591', group: 7 })
  host.kernel.addPci('0000:01:00.1', { id: '10de:10f0', class: '0x040300', group: 7 })
  for (const [name, text] of Object.entries({ busnum: '1', devnum: '3', idVendor: '0951', idProduct: '1666', speed: '480' })) {
    host.kernel.texts.set(`bus/usb/devices/1-3/${name}`, text)
  }
  host.files.put('/srv/data/file', '')
  return { host, ...callApi(host) }
}

test('mappings are added, shown, changed and removed, and lie in the files that people know', async () => {
  const { call, store } = machine()
  await call('POST', '/cluster/mapping/pci', { id: 'gpu', map: [gpu, 'id=10de:1b80,node=other,path=0000:02:00'], description: 'a\nb' })
  await call('POST', '/cluster/mapping/usb', { id: 'stick', map: ['id=0951:1666,node=pve,path=1-3'] })
  await call('POST', '/cluster/mapping/dir', { id: 'data', map: ['node=pve,path=/srv/data'] })
  assert.equal(
    store.read('mapping/pci.cfg')?.text,
    'gpu\n\tmap id=10de:1b80,node=pve,path=0000:01:00,iommugroup=7,subsystem-id=1043:8591\n\tmap id=10de:1b80,node=other,path=0000:02:00\n\tdescription a%0Ab\n',
  )
  assert.equal(store.read('mapping/usb.cfg')?.text, 'stick\n\tmap id=0951:1666,node=pve,path=1-3\n')
  assert.equal(store.read('mapping/directory.cfg')?.text, 'data\n\tmap node=pve,path=/srv/data\n')
  const shown = (await call('GET', '/cluster/mapping/pci/{id}', { id: 'gpu' })) as { map: string[]; description: string; digest: string }
  assert.deepEqual([shown.map.length, shown.description], [2, 'a\nb'])
  await call('PUT', '/cluster/mapping/pci/{id}', { id: 'gpu', map: [gpu], delete: 'description', mdev: '1', digest: shown.digest })
  assert.match(store.read('mapping/pci.cfg')?.text ?? '', /^gpu\n\tmap [^\n]+\n\tmdev 1\n$/)
  await assert.rejects(call('PUT', '/cluster/mapping/pci/{id}', { id: 'gpu', mdev: '0', digest: shown.digest }), /modified configuration/)
  for (const [kind, id] of [
    ['pci', 'gpu'],
    ['usb', 'stick'],
    ['dir', 'data'],
  ]) {
    await call('DELETE', `/cluster/mapping/${kind}/{id}`, { id })
    await assert.rejects(call('GET', `/cluster/mapping/${kind}/{id}`, { id }), /mapping '\w+' does not exist/)
  }
})

test('what a person wrote into the file stays as it is', async () => {
  const { call, store } = machine()
  const text = '# ours\ngpu\n\tdescription x\n\tmap id=10de:1b80,iommugroup=7,node=pve,path=0000:01:00\n\tstrange yes\n'
  await store.update('mapping/pci.cfg', { authid: 'root@pam' }, () => text)
  await call('PUT', '/cluster/mapping/pci/{id}', { id: 'gpu', description: 'y' })
  assert.equal(store.read('mapping/pci.cfg')?.text, text.replace('description x', 'description y'))
  await call('PUT', '/cluster/mapping/pci/{id}', { id: 'gpu', description: ' ' })
  assert.equal(store.read('mapping/pci.cfg')?.text, text.replace('\tdescription x\n', ''))
})

test('entries that contradict each other are refused before anything is written', async () => {
  const { call, store } = machine()
  const create = (kind: string, map: string[]) => call('POST', `/cluster/mapping/${kind}`, { id: 'xx', map })
  const refused = (pattern: RegExp) => (error: Error & { errors?: { map?: string } }) => pattern.test(error.errors?.map ?? error.message)
  await assert.rejects(create('pci', [gpu, gpu]), refused(/device '0000:01:00' of node 'pve' is named twice/))
  await assert.rejects(create('pci', ['id=10de:1b80,node=pve,path=0000:01:00.9']), refused(/is not a PCI address/))
  await assert.rejects(create('usb', ['id=0951:1666,node=pve', 'id=0951:1667,node=pve']), refused(/node 'pve' is named twice/))
  await assert.rejects(create('dir', ['node=pve,path=/a', 'node=pve,path=/b']), refused(/node 'pve' is named twice/))
  await assert.rejects(create('dir', ['node=pve,path=/srv/../etc']), refused(/absolute path/))
  await assert.rejects(create('dir', ['node=pve,path=//']), refused(/whole file system/))
  await assert.rejects(create('pci', []), refused(/at least one entry/))
  await create('dir', ['node=pve,path=/srv/data'])
  await assert.rejects(create('dir', ['node=pve,path=/srv/data']), /directory mapping 'xx' already exists/)
  await assert.rejects(call('PUT', '/cluster/mapping/dir/{id}', { id: 'xx', delete: 'map' }), refused(/./))
  assert.deepEqual([store.read('mapping/pci.cfg'), store.read('mapping/usb.cfg')], [undefined, undefined])
})

test('a check of this node tells what would be wrong', async () => {
  const { call, store } = machine()
  await store.update(
    'mapping/pci.cfg',
    { authid: 'root@pam' },
    () => `good\n\tmap ${gpu}\n
loose\n\tmap id=10de:1b80,node=pve,path=0000:01:00\n
moved\n\tmap id=10de:1b81,node=pve,path=0000:01:00,iommugroup=7,subsystem-id=1043:8591\n
group\n\tmap id=10de:1b80,node=pve,path=0000:01:00.0,iommugroup=8,subsystem-id=1043:8591\n
gone\n\tmap id=10de:1b80,node=pve,path=0000:09:00,iommugroup=7,subsystem-id=1043:8591\n
other\n\tmap id=10de:1b80,node=elsewhere,path=0000:09:00\n
broken\n\tmap rubbish\n`,
  )
  const rows = (await call('GET', '/cluster/mapping/pci', { 'check-node': 'pve' })) as {
    id: string
    checks: { severity: string; message: string }[]
  }[]
  const told = Object.fromEntries(
    rows.map(({ id, checks }) => [id, checks.map(({ severity, message }) => `${severity}: ${message}`).join('; ')]),
  )
  assert.deepEqual(told, {
    good: '',
    loose: 'warning: the entry of 0000:01:00 records no IOMMU group, so that a change of it is not noticed',
    moved: 'error: the device at 0000:01:00 is 10de:1b80, not 10de:1b81',
    group: 'error: the device at 0000:01:00.0 is in IOMMU group 7, not in 8',
    gone: 'error: there is no PCI device at 0000:09:00',
    other: 'warning: nothing is mapped on node pve',
    broken: "error: PCI mapping 'broken' has an entry that cannot be read: 'rubbish'",
  })
  await call('POST', '/cluster/mapping/usb', { id: 'stick', map: ['id=0951:1667,node=pve,path=1-3'] })
  const [stick] = (await call('GET', '/cluster/mapping/usb', { 'check-node': 'pve' })) as { errors: { message: string }[] }[]
  assert.equal(stick?.errors[0]?.message, 'the USB device at port 1-3 is 0951:1666, not 0951:1667')
  await call('POST', '/cluster/mapping/dir', { id: 'file', map: ['node=pve,path=/srv/data/file'] })
  const [dir] = (await call('GET', '/cluster/mapping/dir', { 'check-node': 'pve' })) as { checks: { message: string }[] }[]
  assert.equal(dir?.checks[0]?.message, '/srv/data/file is not a folder')
  await assert.rejects(
    call('GET', '/cluster/mapping/dir', { 'check-node': 'elsewhere' }),
    (error: Error & { errors?: object }) => 'check-node' in (error.errors ?? {}),
  )
})

test('only the mappings that somebody may use, change or audit are listed', async () => {
  const { call } = machine()
  for (const id of ['one', 'two']) await call('POST', '/cluster/mapping/dir', { id, map: ['node=pve,path=/srv/data'] })
  const rows = (await call('GET', '/cluster/mapping/dir', {}, { '/mapping/dir/two': ['Mapping.Use'] })) as { id: string }[]
  assert.deepEqual(
    rows.map(row => row.id),
    ['two'],
  )
})
