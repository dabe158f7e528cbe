import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allPlaces, fixedRootPorts, pciPlace, rootPortPlace } from './pci-layout.ts'

for (const kind of ['pc', 'q35'] as const) {
  test(`no two devices of ${kind} share a place, but for the controller and the bridge that never meet`, () => {
    const seen = new Map<string, string>()
    for (const [name, { bus, addr }] of allPlaces(kind)) {
      const place = `${bus} ${addr}`
      const other = seen.get(place)
      if (other !== undefined) assert.deepEqual([other, name], ['scsihw0', 'bridge3'])
      seen.set(place, name)
      assert.ok(Number(addr) > 0 && Number(addr) < 32, `${name} at ${addr}`)
    }
  })
}

test('built-in devices of the boards keep their places', () => {
  const builtIn = { pc: ['pci.0 0x0', 'pci.0 0x1'], q35: ['pcie.0 0x0', 'pcie.0 0x1c', 'pcie.0 0x1d', 'pcie.0 0x1e', 'pcie.0 0x1f'] }
  for (const kind of ['pc', 'q35'] as const) {
    const used = new Set([...allPlaces(kind).values()].map(({ bus, addr }) => `${bus} ${addr}`))
    assert.deepEqual(
      builtIn[kind].filter(place => used.has(place)),
      [],
    )
  }
})

test('guests find their network cards where they always were', () => {
  assert.deepEqual(pciPlace('pc', 'net0'), { bus: 'pci.0', addr: '0x12' })
  assert.deepEqual(pciPlace('q35', 'net0'), { bus: 'pci.0', addr: '0x12' })
  assert.deepEqual(pciPlace('pc', 'net6'), { bus: 'pci.1', addr: '0x1' })
  assert.throws(() => pciPlace('pc', 'net32'), TypeError)
})

test('every root port has a place of its own', () => {
  const ports = Array.from({ length: 16 }, (_, port) => rootPortPlace(port))
  assert.equal(new Set(ports.map(port => port.addr)).size, 16)
  assert.equal(new Set(ports.map(port => port.id)).size, 16)
  assert.equal(ports[fixedRootPorts - 1]?.addr, '0x1c.3')
})
