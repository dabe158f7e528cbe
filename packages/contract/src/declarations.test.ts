import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { test } from 'node:test'
import { compileDecoder, type SchemaData } from '@quorate/schema'
import { allEndpoints } from './areas.ts'
import type { EndpointSpec, ParameterPolicy } from './endpoint.ts'
import type { Permission } from './permission.ts'
import { buildTree, findNode, indexRows } from './tree.ts'

enableCompileCache()
const begin = performance.now()
const endpoints = await allEndpoints()
const loaded = performance.now() - begin

const namesIn = (template: string): string[] => [...template.matchAll(/\{([^}]+)\}/g)].map(match => match[1]!)

function permissionNames(permission: Permission | undefined): string[] {
  if (!permission) return []
  if (permission.kind === 'or' || permission.kind === 'and') return permission.of.flatMap(permissionNames)
  if (permission.kind === 'privileges') return [...namesIn(permission.path), ...(permission.onlyWith ? [permission.onlyWith] : [])]
  if (permission.kind === 'modify-acl') return namesIn(permission.path)
  return permission.kind === 'user-param' ? ['userid'] : []
}

function namesUsed(spec: EndpointSpec): string[] {
  const task = typeof spec.task === 'object' ? [spec.task.id, spec.task.when?.parameter] : []
  return [
    ...namesIn(spec.path),
    ...permissionNames(spec.permission),
    ...[spec.privilegePath ?? []].flat().flatMap(namesIn),
    spec.proxy,
    ...task,
    spec.queue,
  ].filter(name => name !== undefined)
}

/** Names in permissions that no parameter bears, as published: such a check never holds, so that others decide. */
const unresolvable = new Set(['PUT /cluster/jobs/realm-sync/{id}', 'GET /cluster/acme/meta'])

test('the time to load every declaration is printed', t => {
  t.diagnostic(`${endpoints.length} methods in ${loaded.toFixed(0)} ms`)
})

test('every file of declarations is listed among the areas', () => {
  const listed = readFileSync(new URL('areas.ts', import.meta.url), 'utf8')
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter(file => !file.endsWith('.test.ts') && file !== 'endpoint.ts')
  const declaring = files.filter(file => /^ {2}\S+: endpoint\(\{$/m.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')))
  assert.ok(declaring.length > 100)
  assert.deepEqual(
    declaring.filter(file => !listed.includes(`import('./${file}')`)),
    [],
  )
})

test('every name in a path, permission, proxy, queue or task is a parameter', () => {
  const bad = endpoints.flatMap(spec =>
    namesUsed(spec)
      .filter(name => !(name in spec.parameters))
      .map(name => `${spec.method} ${spec.path}: ${name}`),
  )
  assert.deepEqual(
    bad.filter(text => !unresolvable.has(text.slice(0, text.indexOf(':')))),
    [],
  )
})

test('path parameters are required', () => {
  const bad = endpoints.filter(spec => namesIn(spec.path).some(name => spec.parameters[name]?.optional))
  assert.deepEqual(
    bad.map(spec => spec.path),
    [],
  )
})

test('a parameter with a privilege stands in a method with an object path', () => {
  const bad = endpoints.filter(
    spec => !spec.privilegePath && Object.values(spec.parameters).some(schema => (schema as ParameterPolicy).privilege),
  )
  assert.deepEqual(
    bad.map(spec => spec.path),
    [],
  )
})

test('every method and every parameter is described in one short sentence', () => {
  const bad: string[] = []
  for (const spec of endpoints) {
    const texts = [spec.description, ...Object.values(spec.parameters).map(schema => schema.description ?? '')]
    if (texts.some(text => !/^[A-Z/].*[.]$/.test(text) || text.length > 120)) bad.push(`${spec.method} ${spec.path}`)
  }
  assert.deepEqual(bad, [])
})

test('every schema compiles, and no input makes a decoder throw', () => {
  const random = seeded(649)
  for (const spec of endpoints) {
    const decode = compileDecoder(spec.parameters)
    for (let round = 0; round < 6; round++) {
      const raw: Record<string, unknown> = { __proto__x: 1, constructor: 'x' }
      for (const name of Object.keys(spec.parameters)) raw[name.replace('[n]', '0')] = pick(random)
      const result = decode(raw)
      assert.ok('errors' in result)
      assert.ok(Object.hasOwn(result.errors, 'constructor'))
    }
  }
})

const samples = [
  '',
  '0',
  '1',
  'abc',
  '100',
  'a=b,c=d',
  '../..',
  'local:iso/x.iso',
  'x\ny',
  '\0',
  'ü',
  '-1',
  '1e400',
  [],
  ['a', 1],
  {},
  true,
  Number.NaN,
  1e21,
  null,
]

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
const pick = (random: () => number): unknown => samples[Math.floor(random() * samples.length)]

test('a concrete path finds its declaration and parameters', () => {
  const tree = buildTree(endpoints)
  const found = findNode(tree, '/nodes/pve1/qemu/100/status/start')
  assert.equal(found?.node.methods.get('POST')?.description, 'Start a VM.')
  assert.deepEqual({ ...found?.parameters }, { node: 'pve1', vmid: '100' })
  assert.equal(findNode(tree, '/nodes/n/storage/local/content/local:iso/a.iso')?.parameters.volume, 'local:iso/a.iso')
  assert.equal(findNode(tree, '/nodes/n/storage/local/content/%zz'), undefined)
  assert.equal(findNode(tree, '/nothing'), undefined)
})

test('an index lists what lies below it under its own key', () => {
  const tree = buildTree(endpoints)
  for (const spec of endpoints.filter(one => one.index)) {
    const node = findNode(tree, spec.path.replaceAll(/\{[^}]+\}/g, 'x'))?.node
    assert.ok(node && indexRows(node).length > 0, spec.path)
  }
  assert.deepEqual(indexRows(findNode(tree, '/access')!.node)[0], { subdir: 'acl' })
})

test('two declarations of one path are refused', () => {
  assert.throws(() => buildTree([endpoints[0]!, endpoints[0]!]), /declared twice/)
})

test('queue, task and index are used consistently', () => {
  for (const spec of endpoints) {
    if (spec.index) assert.equal(spec.method, 'GET', spec.path)
    if (spec.task) assert.notEqual(spec.method, 'GET', spec.path)
    if (spec.queue) assert.equal((spec.parameters[spec.queue] as SchemaData).type, 'integer', spec.path)
  }
})
