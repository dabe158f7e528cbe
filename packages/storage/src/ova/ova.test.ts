import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ovfText } from '../testing/ovf-text.ts'
import { importPlan } from './import-plan.ts'
import { osTypeOf } from './ovf-os-type.ts'
import { describeOva } from './package-description.ts'
import { besideName, readOvf } from './read-ovf.ts'
import { tarMembers } from './tar-members.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-ova-'))
after(() => rmSync(folder, { recursive: true }))

function archive(name: string, files: Readonly<Record<string, string>>, ...options: string[]): string {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  execFileSync('tar', ['-C', folder, ...options, '-cf', join(folder, name), ...Object.keys(files)])
  return join(folder, name)
}

test('a description becomes the settings of a virtual machine', () => {
  assert.deepEqual(importPlan(readOvf(ovfText())), {
    'create-args': {
      name: 'Web-Server-1',
      ostype: 'l26',
      memory: 2048,
      cores: 2,
      sockets: 2,
      scsihw: 'pvscsi',
      boot: 'order=scsi0',
    },
    disks: { scsi0: 'first.vmdk', scsi1: 'second.vmdk', sata0: 'third.vmdk' },
    net: { net0: { model: 'vmxnet3', macaddr: '00:50:56:AA:BB:CC' }, net1: { model: 'e1000' } },
    warnings: [{ type: 'cdrom-image-ignored', value: 'ovf:/file/iso' }],
  })
})

test('firmware, controllers and ports that cannot be the same are told', () => {
  const efi = '<vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="efi"/>'
  const serial = '<Item><rasd:InstanceID>90</rasd:InstanceID><rasd:ResourceType>21</rasd:ResourceType></Item>'
  const plan = importPlan(readOvf(ovfText({ scsi: 'lsilogic', hardware: efi + serial })))
  assert.deepEqual(
    [plan['create-args']['bios'], plan['create-args']['scsihw'], plan['create-args']['serial0'], plan.warnings.map(one => one.type)],
    ['ovmf', 'pvscsi', 'socket', ['efi-state-lost', 'ovmf-with-lsi-unsupported', 'cdrom-image-ignored', 'serial-port-socket-only']],
  )
})

test('operating systems are known by what VMware and VirtualBox call them', () => {
  const said = [
    'windows2019srv_64Guest',
    'windows11_64Guest',
    'windows7Guest',
    'winXPProGuest',
    'Debian_64',
    'Other Linux (64-bit)',
    'freebsd14_64Guest',
  ]
  assert.deepEqual(said.map(osTypeOf), ['win10', 'win11', 'win7', 'wxp', 'l26', 'l26', 'other'])
})

test('what a description must not contain is refused with a reason', () => {
  const bad: readonly [string, RegExp][] = [
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/],
    ['<a>&b;</a>', /no XML/],
    ['<a', /no XML/],
    ['<a>'.repeat(100_000), /no XML|nested too deeply/],
    [`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, /nested too deeply/],
    ['<Envelope/>', /no virtual machine/],
    ['<Envelope><VirtualSystem/></Envelope>', /no virtual hardware/],
    ['<Envelope><VirtualSystem/><VirtualSystem/></Envelope>', /2 virtual machines/],
    [ovfText({ firstFile: '../../../etc/shadow' }), /not one beside it/],
    [ovfText({ firstFile: '/etc/shadow' }), /not one beside it/],
    [ovfText({ firstFile: 'http://example.com/a.vmdk' }), /not one beside it/],
    [ovfText({ firstFile: '..%2f..%2fetc%2fshadow' }), /not one beside it/],
    [ovfText({ fileOptions: 'ovf:compression="gzip"' }), /compressed/],
    [ovfText({ fileOptions: 'ovf:chunkSize="1000"' }), /chunks/],
  ]
  for (const [text, reason] of bad) assert.throws(() => readOvf(text), reason, text.slice(0, 60))
  assert.equal(besideName('my%20disk.vmdk'), 'my disk.vmdk')
})

test('a description that is made to take long does not', { timeout: 10_000 }, () => {
  const title = ovfText().replace('Web Server &amp; 1', `a${'-'.repeat(1 << 19)}b`)
  assert.equal(importPlan(readOvf(title))['create-args']['name'], 'a')
  const disk = '<Item><rasd:ResourceType>17</rasd:ResourceType><rasd:Parent>none</rasd:Parent></Item>'
  readOvf(ovfText({ hardware: disk.repeat(8000) }))
})

test('members of an archive are found where they lie, with short, long and very long names', async () => {
  const long = `${'n'.repeat(150)}.vmdk`
  const files = { 'a.ovf': 'description', 'b.vmdk': 'x'.repeat(1000), [long]: 'long' }
  for (const format of ['ustar', 'gnu', 'pax']) {
    const named = Object.fromEntries(Object.entries(files).filter(([name]) => format !== 'ustar' || name.length < 100))
    const path = archive(`${format}.ova`, named, `--format=${format}`)
    const bytes = readFileSync(path)
    const found = [...(await tarMembers('it', path))].map(([name, { offset, length }]) => [
      name,
      bytes.toString('utf8', offset, offset + length),
    ])
    assert.deepEqual(found, Object.entries(named))
  }
})

test('members in folders, links and devices are passed over', async () => {
  execFileSync('ln', ['-s', '/etc/shadow', join(folder, 'link.vmdk')])
  execFileSync('mkdir', [join(folder, 'deep')])
  writeFileSync(join(folder, 'deep/x.vmdk'), 'x')
  execFileSync('tar', ['-C', folder, '-cPf', join(folder, 'odd.ova'), 'link.vmdk', 'deep', '/etc/hostname', `${folder}/deep/../a.ovf`])
  assert.deepEqual([...(await tarMembers('it', join(folder, 'odd.ova'))).keys()], [])
})

test('a size that leads backwards is refused', async () => {
  const path = archive('back.ova', { 'a.ovf': 'description' }, '--format=pax', '--pax-option=size:=-1024')
  await assert.rejects(tarMembers('it', path), /it is cut off or a size is wrong/)
})

test('what is no archive, or only part of one, is refused', async () => {
  const path = archive('cut.ova', { 'a.ovf': 'description', 'b.vmdk': 'x'.repeat(100_000) })
  truncateSync(path, 50_000)
  await assert.rejects(tarMembers("volume 'x'", path), { message: /^volume 'x': cannot be read as a tar archive: it is cut off/ })
  writeFileSync(join(folder, 'text.ova'), 'no archive at all\n'.repeat(100))
  await assert.rejects(tarMembers('it', join(folder, 'text.ova')), /does not begin as one/)
  const many = archive('many.ova', { 'a.ovf': ovfText() })
  await assert.rejects(describeOva('it', many), /the disk 'first.vmdk' is missing/)
  await assert.rejects(describeOva('it', archive('none.ova', { 'b.vmdk': '' })), /there is no .ovf description/)
})
