import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { vmProperties } from '../vm-schema.ts'
import { goldenFacts, qemu72 } from '../testing/golden-facts.ts'
import { planVm } from './plan-vm.ts'
import type { VmConfig } from './vm-config.ts'
import type { StartOptions, VmFacts } from './vm-facts.ts'

const decode = configDecoderOf(vmProperties)
function plan(text: string, change: (facts: VmFacts) => VmFacts = facts => facts, options: StartOptions = {}) {
  return planVm(decode(parseGuestConfig(text).current).config as VmConfig, change(goldenFacts(`${text}\n`)), options)
}
const refuses = (text: string, message: RegExp, change?: (facts: VmFacts) => VmFacts) =>
  assert.throws(
    () => plan(text, change),
    (error: unknown) => error instanceof Failure && message.test(error.message),
  )

const older = (facts: VmFacts): VmFacts => ({ ...facts, qemu: qemu72 })

test('KVM that is wanted and missing is refused, naming the setting', () => {
  refuses('memory: 64', /KVM virtualization.*'kvm: 0'/, facts => ({ ...facts, host: { ...facts.host, kvm: false } }))
})

test('firmware that the node does not have is refused before QEMU is started', () => {
  const small = ['OVMF_CODE.fd', 'OVMF_VARS.fd']
  const large = ['OVMF_CODE_4M.fd', 'OVMF_VARS_4M.fd']
  const having =
    (firmwareFiles: readonly string[]) =>
    (facts: VmFacts): VmFacts => ({ ...facts, paths: { ...facts.paths, firmwareFiles } })
  const disk = 'bios: ovmf\nefidisk0: local:100/vm-100-disk-0.raw'
  refuses(disk, /^efidisk0: node pve has no OVMF_CODE\.fd in .*efitype=4m/, having(large))
  refuses(`${disk},efitype=4m`, /^efidisk0: node pve has no OVMF_CODE_4M\.fd .*install the package/, having([]))
  refuses('bios: ovmf', /^bios: node pve has no OVMF_VARS_4M\.fd .*install the package/, having(['OVMF_CODE_4M.fd']))
  plan(disk, having(small))
  plan('bios: ovmf', having(large))
})

test('where KVM offers less than any model has, models are not enforced and Hyper-V features left out', () => {
  const limited = (facts: VmFacts): VmFacts => ({ ...facts, host: { ...facts.host, limitedKvm: true } })
  assert.match(plan('ostype: win11').cpu, /^kvm64,enforce,.*hv_vpindex/)
  assert.doesNotMatch(plan('ostype: win11', limited).cpu, /enforce|hv_/)
  assert.match(plan('cpu: host', limited).cpu, /^host,.*-arch-capabilities/)
})

test('what cannot be done is refused with the key that asks for it', () => {
  refuses(
    'machine: pc-q35-99.0+pve1',
    /^machine: QEMU 7\.2\.22 on this node does not offer 'pc-q35-99\.0\+pve1', which is newer.*pc-q35-7\.2\)/,
  )
  refuses('machine: pc-0.12', /^machine: QEMU 7\.2\.22 .*'pc-0\.12', which is no longer in it.*pc-i440fx-7\.2\)/)
  refuses('machine: virt', /^machine: 'virt'/)
  refuses('arch: aarch64', /^arch: VM 100 is for aarch64/)
  refuses('cpu: Nonsense', /^cpu: .*'Nonsense'/)
  refuses('cpu: custom-mine', /^cpu: there is no custom model 'mine'/)
  refuses('cpu: kvm64,flags=+nonsense', /^cpu: QEMU 7\.2\.22 on node pve does not know 'nonsense'/)
  refuses('cpu: host,guest-phys-bits=40', /^cpu: QEMU 7\.2\.22 .*'guest-phys-bits'/, older)
  refuses('virtio0: none', /^virtio0: a disk needs a volume/)
  refuses('virtio0: gone:100/x.raw', /^virtio0: volume 'gone:100\/x.raw' was not found on node pve/)
  refuses('virtio0: none,media=cdrom', /^virtio0: a disk needs a volume/)
  refuses('hostpci0: 01:00.0,pcie=1', /^hostpci0: pcie=1 needs machine: q35/)
  refuses('hostpci0: 09:00', /^hostpci0: there is no PCI device at 0000:09:00/)
  refuses('hostpci0: 02:00\nhostpci1: 02:00.1', /^hostpci1: PCI device 0000:02:00.1 is passed through already by hostpci0/)
  refuses('hostpci0: 02:00,mdev=a', /^hostpci0: mdev needs one function/)
  refuses('hostpci0: 00:02.0,legacy-igd=1', /^hostpci0: legacy-igd=1 needs vga: none/)
  refuses('hostpci0: 00:02.0,legacy-igd=1\nmachine: q35', /^hostpci0: legacy-igd=1 needs machine: pc/)
  refuses('hostpci0: 02:00,legacy-igd=1\nvga: none', /^hostpci0: legacy-igd=1 needs one function/)
  refuses('hostpci0: mapping=none', /^hostpci0: mapping 'none' has no device on node pve/)
  refuses('virtiofs0: nothing', /^virtiofs0: directory mapping 'nothing' has nothing on node pve/)
  refuses('virtiofs0: data\nvirtiofs1: data', /^virtiofs1: 'data' is shared already/)
  refuses('virtiofs0: data', /^virtiofs0: QEMU .* has no device vhost-user-fs-pci/, facts => ({
    ...facts,
    qemu: { ...facts.qemu, devices: facts.qemu.devices.filter(name => name !== 'vhost-user-fs-pci') },
  }))
  refuses('usb0: mapping=none', /^usb0: mapping 'none' has no device on node pve/)
  refuses('machine: viommu=intel', /^machine: viommu=intel needs/)
  refuses('numa: 1\nnuma0: cpus=0,memory=100\nmemory: 512', /100 MiB.*512 MiB/)
  refuses('net0: virtio=BC:24:11:00:00:01,bridge=vmbr1,mtu=9000', /^net0: MTU 9000 is larger/)
  refuses('ivshmem: size=3', /^ivshmem: size=3 is no power of two/)
  refuses('rng0: /dev/urandom,period=0', /^rng0: period/)
  refuses('cpu: host,phys-bits=62', /^cpu: 62 bits/)
  refuses('machine: q35,viommu=intel,aw-bits=40', /^machine: with viommu=intel, aw-bits is 39 or 48/)
  refuses('ide0: local:100/a.raw,mbps=1,mbps_rd=1', /^ide0: mbps limits reading and writing together/)
  refuses('smbios1: base64=1,serial=%%%', /^smbios1: serial is not Base64/)
  refuses('args: -device "x', /^args: the quote " is not closed/)
  refuses('vga: qxl', /^vga: QEMU .* cannot do 'qxl'/, facts => ({
    ...facts,
    qemu: { ...facts.qemu, devices: facts.qemu.devices.filter(name => name !== 'qxl-vga') },
  }))
})

test('what two keys claim is refused, or warned of where QEMU bears it', () => {
  refuses('scsi0: local:100/a.raw\nvirtio1: local:100/a.raw', /^virtio1: volume 'local:100\/a\.raw' is the one of scsi0 too/)
  refuses('scsi0: local:100/a.raw\ntpmstate0: local:100/a.raw', /^tpmstate0: volume .* scsi0 too/)
  refuses('usb0: host=1-2.1\nusb3: host=1-2.1', /^usb3: the device at the host's USB port 1-2\.1 is the one of usb0 too/)
  refuses('cores: 4\nmemory: 128\nnuma: 1\nnuma0: cpus=0-2,memory=64\nnuma1: cpus=2-3,memory=64', /processor 2 into two nodes \(0 and 1\)/)
  const same = 'net0: virtio=BC:24:11:00:00:01\nnet1: e1000=bc:24:11:00:00:01'
  assert.match(plan(same).warnings.join(), /net1: has the MAC address of net0/)
  assert.deepEqual(plan('ide0: local:iso/a.iso,media=cdrom\nide1: local:iso/a.iso,media=cdrom').warnings, [])
})

test('encryption that QEMU or the machine cannot do is refused, never left out', () => {
  const text = 'amd-sev: std\nbios: ovmf'
  refuses(
    'amd-sev: snp\nbios: ovmf',
    /^amd-sev: QEMU 7\.2\.22 on node pve does not know 'snp' \(its object sev-snp-guest is missing\)/,
    older,
  )
  refuses('intel-tdx: tdx,attestation=1\nbios: ovmf', /^intel-tdx: QEMU 7\.2\.22 .* tdx-guest is missing/, older)
  refuses(text, /^amd-sev: node pve cannot encrypt guests with 'std'/, facts => ({ ...facts, host: { ...facts.host, sev: undefined } }))
  refuses('amd-sev: std', /^amd-sev: needs bios: ovmf/)
  refuses(`${text}\nkvm: 0`, /^amd-sev: needs KVM/)
  refuses(`${text}\nintel-tdx: tdx,attestation=1`, /not by both/)
})

test('the same config and facts give the same command line', () => {
  assert.deepEqual(plan('memory: 64\nscsi0: local:100/a.raw').argv, plan('memory: 64\nscsi0: local:100/a.raw').argv)
})

test('a migration or a saved state keeps the machine and the CPU that it started with', () => {
  const { argv, machine, cpu } = plan('cpu: host\nmachine: q35', undefined, {
    machine: 'pc-q35-6.2',
    cpu: 'qemu64,enforce',
    incoming: 'unix:/x',
    paused: true,
  })
  assert.deepEqual([machine, cpu], ['pc-q35-6.2', 'qemu64,enforce'])
  assert.ok(argv.includes('type=pc-q35-6.2') && argv.includes('qemu64,enforce') && argv.includes('-S'))
  assert.equal(argv[argv.indexOf('-incoming') + 1], 'unix:/x')
})

test('a comma in a path or name cannot add an option', () => {
  const { argv } = plan('memory: 64', facts => ({ ...facts, paths: { ...facts.paths, run: '/run/a,server=off' } }))
  assert.ok(argv.includes('socket,id=qmp,path=/run/a,,server=off/100.qmp,server=on,wait=off'))
})

test('io_uring gives way to native or threads where it is not to be used', () => {
  const aio = (change: (facts: VmFacts) => VmFacts, options = '') => {
    const { disks } = plan(`virtio0: local:100/a.raw${options}`, change)
    return disks[0]?.nodes[0]?.['aio']
  }
  const without = (facts: VmFacts): VmFacts => ({ ...facts, host: { ...facts.host, ioUring: false } })
  const avoided = (facts: VmFacts): VmFacts => ({
    ...facts,
    volumes: new Map([...facts.volumes].map(([name, volume]) => [name, { ...volume, avoidIoUring: true }])),
  })
  assert.equal(
    aio(facts => facts),
    'io_uring',
  )
  assert.equal(aio(without), 'native')
  assert.equal(aio(avoided), 'native')
  assert.equal(aio(without, ',cache=writeback'), 'threads')
  assert.equal(aio(avoided, ',aio=io_uring'), 'io_uring')
})
