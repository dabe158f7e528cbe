import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allEndpoints } from '../areas.ts'
import { openApiDocument } from './document.ts'
import type { Json } from './json-schema.ts'

const endpoints = await allEndpoints()
const document = openApiDocument(endpoints, '1.2.3')
const paths = document.paths as Record<string, Record<string, Json>>

test('every method is an operation with a name of its own', () => {
  const operations = Object.values(paths).flatMap(path => Object.values(path))
  assert.equal(operations.length, endpoints.length)
  assert.equal(new Set(operations.map(one => one.operationId)).size, endpoints.length)
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(match => match[1]!)
  assert.ok(references.length > 100)
  for (const reference of new Set(references)) {
    const found = reference.split('/').reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document)
    assert.ok(found, reference)
  }
})

test('a method that writes takes a form or JSON and needs the CSRF token with a ticket', () => {
  const start = paths['/nodes/{node}/qemu/{vmid}/status/start']!.post!
  assert.deepEqual(start.security, [{ ticket: [], csrfToken: [] }, { apiToken: [] }])
  assert.deepEqual(Object.keys((start.requestBody as { content: Json }).content), ['application/x-www-form-urlencoded', 'application/json'])
  assert.deepEqual(start['x-task'], { type: 'qmstart', id: 'vmid' })
  assert.deepEqual(start['x-permissions'], { check: ['perm', '/vms/{vmid}', ['VM.PowerMgmt']] })
})

test('logging in needs nothing, and changing second factors takes no API token', () => {
  assert.deepEqual(paths['/access/ticket']!.post!.security, [])
  assert.deepEqual(paths['/access/tfa/{userid}']!.post!.security, [{ ticket: [], csrfToken: [] }])
})

test('numbered keys are described by a pattern, and property strings by their members', () => {
  const { schemas } = document.components as { schemas: Record<string, Json> }
  const body = schemas.put_nodes_node_qemu_vmid_config_body as { patternProperties: Json; properties: Json }
  assert.ok(body.patternProperties['^hostpci\\d+$'])
  assert.equal(body.properties['net[n]'], undefined)
  assert.deepEqual(Object.keys((schemas.Agent as { 'x-members': Json })['x-members']).slice(0, 2), ['enabled', 'freeze-fs'])
})

test('patterns are valid for JavaScript', () => {
  for (const match of JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g))
    assert.doesNotThrow(() => new RegExp(JSON.parse(match[1]!) as string))
})
