import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import type { SchemaData } from '@quorate/schema'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { descriptions } from './descriptions.ts'

function describedBy(schema: SchemaData): readonly string[] {
  const members = 'properties' in schema ? Object.values(schema.properties) : []
  return [...(schema.description ? [schema.description] : []), ...members.flatMap(member => describedBy(member as SchemaData))]
}

test('every description of a key of guests is in the list that is translated', () => {
  const shown = new Set([...Object.values(qemuConfigKeys), ...Object.values(lxcConfigKeys)].flatMap(describedBy))
  const missing = [...shown].filter(text => !descriptions.includes(text))
  assert.deepEqual(missing, [])
})
