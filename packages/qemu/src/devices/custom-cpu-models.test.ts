import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCpuModels } from './custom-cpu-models.ts'

const text = `# Ours
cpu-model: small
	reported-model Haswell
	flags +aes;-avx2
	phys-bits host
	hidden 1
	hv-vendor-id quorate
	guest-phys-bits 40

cpu-model: plain
other: plain
    flags +pcid
cpu-model: broken
    flags aes
    hidden maybe
    phys-bits 40
`

test('custom CPU models are read by their names, and what cannot be read of one is told', () => {
  const told: string[] = []
  const models = readCpuModels(text, line => told.push(line))
  assert.deepEqual([...models.keys()], ['small', 'plain', 'broken'])
  assert.deepEqual(models.get('small'), {
    flags: '+aes;-avx2',
    'guest-phys-bits': 40,
    hidden: true,
    'hv-vendor-id': 'quorate',
    'phys-bits': 'host',
    'reported-model': 'Haswell',
  })
  assert.deepEqual([models.get('plain'), models.get('broken')], [{}, { 'phys-bits': '40' }])
  assert.equal(told.length, 2)
  assert.match(told[0] ?? '', /^custom CPU model 'broken': flags: /)
})
