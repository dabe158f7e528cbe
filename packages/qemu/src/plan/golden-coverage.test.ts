import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import type { PropertyData, SchemaData } from '@quorate/schema'
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

/** Texts that the samples give to a key or to any key of a family such as `net[n]`, in any section. */
function textsOf(name: string): Map<string, string[]> {
  const form = new RegExp(`^${name.replace('[n]', '(?:0|[1-9]\\d*)')}$`)
  const found = new Map<string, string[]>()
  for (const sample of samples) {
    for (const section of [sample.current, ...sample.snapshots().values()]) {
      for (const [key, text] of section.values) if (form.test(key)) found.set(key, [...(found.get(key) ?? []), text])
    }
  }
  return found
}

const shown = (value: string) => (/^(?:1|on|yes|true)$/i.test(value) ? true : /^(?:0|off|no|false)$/i.test(value) ? false : undefined)

/** Values that must be seen of one schema: every one of an enumeration, and of a switch the one that is not usual. */
function missingValues(name: string, schema: SchemaData | PropertyData, values: readonly string[]): string[] {
  if (values.length === 0) return [name]
  if ('enum' in schema && schema.enum) return schema.enum.filter(value => !values.includes(value)).map(value => `${name}=${value}`)
  if (!('type' in schema) || schema.type !== 'boolean') return []
  const unusual = schema.default === undefined ? [true, false] : [schema.default !== true]
  return unusual.filter(value => !values.some(text => shown(text) === value)).map(value => `${name}=${value ? 1 : 0}`)
}

function missingOf(name: string, schema: SchemaData): string[] {
  const texts = textsOf(name)
  const all = [...texts.values()].flat()
  const last = name.endsWith('[n]') && schema.count !== undefined ? name.replace('[n]', String(schema.count - 1)) : undefined
  const ends = last === undefined || all.length === 0 ? [] : [name.replace('[n]', '0'), last].filter(key => !texts.has(key))
  // `cdrom` has the options of ide[n].
  if (name === 'cdrom' && all.length) return []
  if (!('properties' in schema) || schema.type !== 'string') return [...ends, ...missingValues(name, schema, all)]
  const members = Object.entries(schema.properties as Record<string, PropertyData>)
  const bare = members.find(([, member]) => 'defaultKey' in member && member.defaultKey)?.[0]
  const given = all.flatMap(text => text.split(',')).map(part => (part.includes('=') ? part : `${bare}=${part}`))
  const valuesOf = (member: string) => given.filter(part => part.startsWith(`${member}=`)).map(part => part.slice(member.length + 1))
  const keyed = members.flatMap(([member, data]) => ('keyAlias' in data && valuesOf(member).length ? [member] : []))
  return [
    ...ends,
    ...members.flatMap(([member, data]) => {
      const values = [...valuesOf(member), ...(member === 'model' ? keyed : [])]
      return missingValues(`${name}.${member}`, data, values)
    }),
  ]
}

test('the samples show every key, every option inside it, every value of an enumeration, and the ends of numbered families', () => {
  const missing = Object.entries(vmProperties).flatMap(([name, schema]) => missingOf(name, schema))
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
