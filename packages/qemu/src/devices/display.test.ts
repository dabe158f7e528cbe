import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VmConfig } from '../plan/vm-config.ts'
import type { VmFacts } from '../plan/vm-facts.ts'
import { planVm } from '../plan/plan-vm.ts'
import { goldenFacts, qemu72 } from '../testing/golden-facts.ts'

const plan = (vga: VmConfig['vga'], facts: Partial<VmFacts> = {}) =>
  planVm({ vga, memory: { current: 64 } } as VmConfig, { ...goldenFacts(''), ...facts })

test('virtio-gl is refused where the node has no graphics card', () => {
  const host = { ...goldenFacts('').host, renderNode: false }
  assert.throws(() => plan({ type: 'virtio-gl' }, { host }), /vga: virtio-gl needs a graphics card of node pve.*for example virtio/)
  const { qemu } = goldenFacts('vga: virtio-gl\n')
  assert.ok(plan({ type: 'virtio-gl' }, { qemu }).argv.includes('egl-headless,gl=core'))
})

test('SPICE is refused with the way out where QEMU has no module for it', () => {
  const qemu = { ...qemu72, devices: qemu72.devices.filter(device => device !== 'qxl-vga') }
  assert.throws(() => plan({ type: 'qxl' }, { qemu }), /cannot do 'qxl'.*install its module/)
})

test('the clipboard of VNC is refused on a QEMU that is too old', () => {
  assert.throws(() => plan({ type: 'std', clipboard: 'vnc' }, { qemu: { ...qemu72, version: '6.0.1' } }), /clipboard=vnc needs QEMU 6\.1/)
})
