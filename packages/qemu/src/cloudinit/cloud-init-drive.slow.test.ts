import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { qemuUndoActions } from '../procedures/undo-actions.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

const images = (machine: TrialMachine) => join(machine.folder, 'var/lib/vz/images/100')
const drive = (machine: TrialMachine) => join(images(machine), 'vm-100-cloudinit.qcow2')

/** The files of the image on the drive with their texts, and the volume's label. */
function contentOf(machine: TrialMachine, path = drive(machine)): { label: string; files: Record<string, string> } {
  const iso = join(machine.folder, 'read.iso')
  execFileSync('qemu-img', ['convert', '-U', '-O', 'raw', path, iso])
  const isoinfo = (...args: string[]) => execFileSync('isoinfo', ['-i', iso, ...args], { encoding: 'utf8' })
  const names = isoinfo('-R', '-f').trim().split('\n')
  assert.ok(isoinfo('-J', '-f').includes(names[0] as string))
  const text = (name: string) => {
    try {
      return isoinfo('-R', '-x', name)
    } catch {
      return ''
    }
  }
  return {
    label: /^Volume id: (.*)$/m.exec(isoinfo('-d'))?.[1] ?? '',
    files: Object.fromEntries(names.map(name => [name, text(name)]).filter(([, content]) => content !== '')),
  }
}

const guest = { name: 'web', ide2: { file: 'local:cloudinit' }, ciuser: 'joe', cipassword: 'secret', ciupgrade: false }

async function started(more: Record<string, unknown> = {}): Promise<TrialMachine> {
  const machine = await TrialMachine.create()
  await machine.addGuest(100, { ...guest, ...more })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK', machine.notices.join('\n'))
  return machine
}

test('a start writes the drive for root alone, notes what it was made from, and leaves nothing else', async () => {
  await using machine = await started({ net0: { model: 'virtio' }, ipconfig0: { ip: '192.0.2.5/24' } })
  const { label, files } = contentOf(machine)
  assert.equal(label, 'cidata')
  assert.deepEqual(Object.keys(files).toSorted(), ['/meta-data', '/network-config', '/user-data'])
  assert.match(files['/user-data'] ?? '', /^#cloud-config\nhostname: web\n[^]*^user: joe\npassword: \$6\$/m)
  assert.match(files['/network-config'] ?? '', /address: 192\.0\.2\.5\n/)
  assert.equal(statSync(drive(machine)).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(images(machine)).toSorted(), ['vm-100-cloudinit.qcow2', 'vm-100-disk-0.qcow2'])
  assert.deepEqual(readdirSync(join(machine.folder, 'run/cloud-init')), [])
  assert.match(
    machine.config(100),
    /\n\[special:cloudinit\]\ncipassword: \$6\$[^\n]*\nciupgrade: 0\nciuser: joe\nipconfig0: ip=192\.0\.2\.5\/24\nname: web\nnet0: /,
  )
})

test('a running guest gets the new drive when it is asked for, in its tray', async () => {
  await using machine = await started()
  const { pid } = await machine.services.runtime.require(100)
  const open = () => readdirSync(`/proc/${pid}/fd`).map(fd => readlinkSync(`/proc/${pid}/fd/${fd}`))
  const trays: unknown[] = []
  const rows = async () =>
    (await machine.request('GET', '/{vmid}/cloudinit', { vmid: 100 })) as { key: string; value?: string; pending?: string }[]
  assert.equal(await machine.request('PUT', '/{vmid}/config', { vmid: 100, ciuser: 'jane' }), null)
  assert.deepEqual(
    (await rows()).filter(row => 'pending' in row),
    [{ key: 'ciuser', value: 'joe', pending: 'jane' }],
  )
  assert.match(contentOf(machine).files['/user-data'] ?? '', /^user: joe$/m)
  await machine.services.runtime.qmp(100, async client => {
    const events = client.events()
    assert.equal(await machine.request('PUT', '/{vmid}/cloudinit', { vmid: 100 }), null)
    await client.execute('query-status')
    events.end()
    for await (const { event, data } of events) if (event === 'DEVICE_TRAY_MOVED') trays.push(data?.['tray-open'])
  })
  assert.deepEqual(trays, [true, false, true, false])
  assert.match(contentOf(machine).files['/user-data'] ?? '', /^user: jane$/m)
  assert.ok(open().includes(drive(machine)))
  assert.ok(!open().some(path => path.includes('cloudinit') && path.includes('deleted')))
  assert.deepEqual(
    (await rows()).filter(row => 'pending' in row),
    [],
  )
})

test('with hotplug for cloudinit the drive follows a change by itself', async () => {
  await using machine = await started({ hotplug: 'disk,cloudinit' })
  assert.equal(await machine.request('PUT', '/{vmid}/config', { vmid: 100, delete: 'ciuser' }), null)
  assert.doesNotMatch(contentOf(machine).files['/user-data'] ?? '', /^user:/m)
})

test('a snippet that is missing, or no snippet, is refused before QEMU runs; one that is there is used', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { ...guest, cicustom: { user: 'local:snippets/user.yaml' } })
  const start = () => machine.request('POST', '/{vmid}/status/start', { vmid: 100 })
  assert.match(String(await start()), /cicustom: user=local:snippets\/user\.yaml does not exist/)
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, cicustom: { user: 'local:100/vm-100-disk-0.qcow2' } })
  assert.match(String(await start()), /cicustom: user=local:100\/vm-100-disk-0\.qcow2 is no snippet/)
  await assert.rejects(async () => machine.request('GET', '/{vmid}/cloudinit/dump', { vmid: 100, type: 'user' }), /is no snippet/)
  mkdirSync(join(machine.folder, 'var/lib/vz/snippets'), { recursive: true })
  writeFileSync(join(machine.folder, 'var/lib/vz/snippets/user.yaml'), '#cloud-config\npackages: [hello]\n')
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, cicustom: { user: 'local:snippets/user.yaml' } })
  assert.equal(await start(), 'OK')
  assert.equal(contentOf(machine).files['/user-data'], '#cloud-config\npackages: [hello]\n')
  assert.equal(await machine.request('GET', '/{vmid}/cloudinit/dump', { vmid: 100, type: 'user' }), '#cloud-config\npackages: [hello]\n')
})

test('a drive that vanished is made anew at the next start', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, guest)
  rmSync(drive(machine))
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK', machine.notices.join('\n'))
  assert.equal(contentOf(machine).label, 'cidata')
})

test('a drive that is added holds its data at once, and another format comes with the next start', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { name: 'web', citype: 'configdrive2' })
  assert.equal(await machine.request('PUT', '/{vmid}/config', { vmid: 100, ide0: { file: 'local:cloudinit' } }), null)
  assert.equal(contentOf(machine).label, 'config-2')
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, citype: 'opennebula' })
  await machine.request('POST', '/{vmid}/status/start', { vmid: 100 })
  assert.deepEqual(Object.keys(contentOf(machine).files), ['/context.sh'])
})

test('a mask that is sent back keeps the password, and Windows keeps it as it is', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, guest)
  const before = machine.config(100)
  assert.match(before, /^cipassword: \$6\$/m)
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, cipassword: '**********' })
  assert.equal(machine.config(100), before)
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, ostype: 'win11' })
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, cipassword: 'Clear text' })
  assert.match(machine.config(100), /^cipassword: Clear text$/m)
})

test('a drive moves to another storage and format, also under a running guest', async () => {
  await using machine = await started()
  const move = (storage: string, format: string) =>
    machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: 'ide2', storage, format })
  assert.equal(await move('second', 'raw'), 'OK', machine.notices.join('\n'))
  assert.match(machine.config(100), /^ide2: second:100\/vm-100-cloudinit\.raw,media=cdrom$/m)
  assert.equal(contentOf(machine, join(machine.folder, 'second/images/100/vm-100-cloudinit.raw')).label, 'cidata')
  const { pid } = await machine.services.runtime.require(100)
  const open = readdirSync(`/proc/${pid}/fd`).map(fd => readlinkSync(`/proc/${pid}/fd/${fd}`))
  assert.deepEqual(
    open.filter(path => path.includes('cloudinit')),
    [join(machine.folder, 'second/images/100/vm-100-cloudinit.raw')],
  )
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(await move('second', 'qcow2'), 'OK')
  assert.deepEqual(readdirSync(join(machine.folder, 'second/images/100')), ['vm-100-cloudinit.qcow2'])
})

test('a clone gets a drive of its own and its own instance, and a destroyed guest leaves none', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, guest)
  assert.equal(await machine.request('POST', '/{vmid}/template', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101, name: 'web' }), 'OK')
  const meta = (vmid: number) => machine.request('GET', '/{vmid}/cloudinit/dump', { vmid, type: 'meta' })
  assert.notEqual(await meta(101), await meta(100))
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 101 }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 101 }), 'OK')
  assert.equal(await machine.request('DELETE', '/{vmid}', { vmid: 101 }), 'OK')
  assert.deepEqual(await machine.storage.ownedBy(101), [])
})

test('what a killed process left of an image is taken away, and nothing else', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, guest)
  const work = join(machine.folder, 'run/cloud-init/100')
  const left = join(images(machine), '.vm-100-cloudinit.qcow2.new')
  mkdirSync(work, { recursive: true })
  writeFileSync(join(work, 'seed.iso'), '')
  writeFileSync(left, '')
  const drop = qemuUndoActions(machine.services)['qemu.drop-cloud-init']
  const context = { log: () => undefined } as never
  await drop?.({ vmid: 100, path: left }, context)
  await drop?.({ vmid: 100, path: drive(machine) }, context)
  assert.deepEqual(readdirSync(images(machine)).toSorted(), ['vm-100-cloudinit.qcow2', 'vm-100-disk-0.qcow2'])
  assert.deepEqual(readdirSync(join(machine.folder, 'run/cloud-init')), [])
})
