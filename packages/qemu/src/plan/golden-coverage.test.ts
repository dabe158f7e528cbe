import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { missingInSamples } from '@quorate/testing'
import { vmProperties } from '../vm-schema.ts'

const folder = new URL('golden/', import.meta.url)
const samples = readdirSync(folder)
  .filter(file => file.endsWith('.conf'))
  .map(file => parseGuestConfig(readFileSync(new URL(file, folder), 'utf8')))

/** What no sample can show, with the reason. */
const exceptions = new Map<string, string>([
  ['arch=aarch64', 'refused: the samples are for the QEMU of x86'],
  ...['ide[n]', 'sata[n]', 'scsi[n]', 'virtio[n]', 'efidisk0', 'tpmstate0'].map((key): [string, string] => [
    `${key}.import-from`,
    'asks for a new volume when a key is set; it never stands in a config',
  ]),
  ...['ide[n]', 'sata[n]', 'scsi[n]', 'virtio[n]', 'efidisk0'].map((key): [string, string] => [
    `${key}.format=cloop`,
    'nothing makes such images any more; QEMU reads them',
  ]),
  ...['efidisk0.format=qcow', 'efidisk0.format=qed', 'efidisk0.format=vmdk', 'tpmstate0.format=qcow2', 'tpmstate0.format=vmdk'].map(
    (name): [string, string] => [name, 'a volume for state is made as raw or qcow2'],
  ),
  ...['create', 'migrate', 'rollback', 'snapshot', 'snapshot-delete', 'suspending', 'suspended'].map((lock): [string, string] => [
    `lock=${lock}`,
    'a lock holds off the start and is nothing to the plan',
  ]),
])

test('the samples show every key, every option inside it, every value of an enumeration, and the ends of numbered families', () => {
  // `cdrom` has the options of ide[n].
  const missing = missingInSamples(vmProperties, samples, ['cdrom'])
  assert.deepEqual(
    missing.filter(name => !exceptions.has(name)),
    [],
  )
  assert.deepEqual(
    [...exceptions.keys()].filter(name => !missing.includes(name)),
    [],
    'exceptions that are none any more',
  )
})

test('there are at least 130 samples', () => {
  assert.ok(samples.length >= 130, `there are ${samples.length}`)
})
