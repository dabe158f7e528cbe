import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { SchemaData } from '@quorate/schema'
import { allEndpoints } from './areas.ts'
import { publishPermission } from './publish.ts'

/** A method as the published list of the API has it. */
interface PublishedMethod {
  readonly method: string
  readonly path: string
  readonly protected?: number
  readonly proxyto?: string
  readonly allowtoken: number
  readonly permissions: Record<string, unknown> | null
  readonly parameters: Readonly<Record<string, PublishedSchema>>
}

interface PublishedSchema {
  readonly type?: string
  readonly optional?: number
  readonly enum?: readonly string[]
  readonly minimum?: number | string
  readonly maximum?: number | string
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly requires?: string
  readonly format?: unknown
  readonly oneOf?: readonly PublishedSchema[]
}

const file = `${process.env.QUORATE_REFERENCE ?? '/work/shared'}/api/methods.jsonl`
const reference = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as PublishedMethod)
  : undefined
const skip = reference ? false : 'the published list of methods is not on this machine'
const endpoints = await allEndpoints()
const declared = new Map(endpoints.map(spec => [`${spec.method} ${spec.path}`, spec]))

/** Methods of ours that the published list does not have. */
const additions = [
  'GET /cluster/events',
  'GET /cluster/guests',
  'GET /cluster/inventory',
  'GET /access/login-notice',
  'GET /cluster/config/membership',
  'GET /cluster/history',
  'GET /cluster/history/{revision}',
  'GET /cluster/history/{revision}/text',
  'POST /cluster/history/{revision}/revert',
  'GET /access/preferences',
  'GET /cluster/search',
  'PUT /access/preferences',
  'POST /access/session',
  'DELETE /access/session',
  'POST /nodes/{node}/qemu/{vmid}/rescan',
  'POST /nodes/{node}/qemu/{vmid}/cleanup',
  'GET /nodes/{node}/ovf-description',
  'POST /nodes/{node}/storage/{storage}/build-template',
  'PUT /nodes/{node}/aplinfo',
  'GET /nodes/{node}/qemu/{vmid}/showcmd',
  'POST /nodes/{node}/qemu/{vmid}/incoming/check',
  'POST /nodes/{node}/qemu/{vmid}/incoming',
  'PUT /nodes/{node}/qemu/{vmid}/incoming',
  'GET /nodes/{node}/qemu/{vmid}/incoming',
  'DELETE /nodes/{node}/qemu/{vmid}/incoming',
  'POST /nodes/{node}/lxc/{vmid}/incoming/check',
  'POST /nodes/{node}/lxc/{vmid}/incoming',
  'PUT /nodes/{node}/lxc/{vmid}/incoming',
  'GET /nodes/{node}/lxc/{vmid}/incoming',
  'DELETE /nodes/{node}/lxc/{vmid}/incoming',
  'POST /nodes/{node}/lxc/{vmid}/exec',
  'GET /nodes/{node}/lxc/{vmid}/exec-status',
  'GET /nodes/{node}/lxc/{vmid}/file-read',
  'POST /nodes/{node}/lxc/{vmid}/file-write',
  'GET /nodes/{node}/lxc/{vmid}/file-download',
  'POST /nodes/{node}/lxc/{vmid}/file-upload',
  'GET /nodes/{node}/lxc/{vmid}/attach-command',
  'GET /nodes/{node}/lxc/{vmid}/df',
  'GET /nodes/{node}/lxc/{vmid}/cpuset',
  'POST /nodes/{node}/lxc/{vmid}/fsck',
  'POST /nodes/{node}/lxc/{vmid}/fstrim',
  'POST /nodes/{node}/lxc/{vmid}/mount',
  'POST /nodes/{node}/lxc/{vmid}/unmount',
  'POST /nodes/{node}/lxc/{vmid}/unlock',
  'POST /nodes/{node}/lxc/{vmid}/rescan',
  'POST /cluster/config/leave',
  'POST /cluster/config/qdevice/request',
  'POST /cluster/config/qdevice',
  'DELETE /cluster/config/qdevice',
  'POST /nodes/{node}/certificates/update',
]

/** Parameters named `description` are missing from the published list, which lost every key of that name. */
const withDescription = [
  /^(POST|PUT) \/access\/tfa\/\{userid\}/,
  /^(POST|PUT) \/cluster\/mapping\//,
  /^PUT \/cluster\/options$/,
  /^PUT \/nodes\/\{node\}\/config$/,
  /^POST \/nodes\/\{node\}\/(qemu|lxc)$/,
  /^(POST|PUT) \/nodes\/\{node\}\/(qemu|lxc)\/\{vmid\}\/(config|clone|snapshot|snapshot\/\{snapname\}\/config)$/,
]

type Comparable = Record<string, unknown>

/** Path parameters are required here whatever the list says: there is no path without them. */
function comparable(schema: PublishedSchema | (SchemaData & PublishedSchema), inPath: boolean): Comparable {
  const number = (value: number | string | undefined): number | undefined => (value === undefined ? undefined : Number(value))
  const text = schema.type === 'string' || schema.type === undefined
  return {
    type: schema.type,
    optional: Boolean(schema.optional) && !inPath,
    enum: schema.enum?.map(String),
    minimum: number(schema.minimum),
    maximum: number(schema.maximum),
    requires: schema.requires,
    ...(text ? { minLength: number(schema.minLength), maxLength: number(schema.maxLength), pattern: schema.pattern } : {}),
  }
}

/** Why a parameter is not compared one to one; undefined when it is. */
function reviewed(published: PublishedSchema, ours: SchemaData): string | undefined {
  if (published.enum && published.type === 'integer') return 'a set of numbers is declared as a range: the handler knows the set'
  if (published.pattern?.includes('|[-]*)')) return 'the published pattern takes exponential time; ours matches the same texts'
  if (published.oneOf) return 'one schema for all kinds: the handler knows which kind it is'
  if (published.enum?.join() === 'hour,day,week,month,year' && 'enum' in ours && ours.enum?.includes('decade'))
    return 'measurements of a decade are kept of guests and storages as of nodes'
  if (ours.type === 'string' && 'properties' in ours)
    return 'a named format is declared with its members, so lengths and patterns stand on those'
  return undefined
}

function differences(method: PublishedMethod): string[] {
  const key = `${method.method} ${method.path}`
  const spec = declared.get(key)
  if (!spec) return [`${key} is not declared`]
  const found: string[] = []
  const extra = withDescription.some(pattern => pattern.test(key)) ? ['description'] : []
  const expected = [...Object.keys(method.parameters), ...extra].toSorted()
  const names = Object.keys(spec.parameters).toSorted()
  if (names.join() !== expected.join()) found.push(`${key}: parameters ${names.join()} instead of ${expected.join()}`)
  for (const [name, published] of Object.entries(method.parameters)) {
    const ours = spec.parameters[name]
    if (!ours) continue
    if (reviewed(published, ours)) {
      if (!published.oneOf && !method.path.includes(`{${name}}`) && Boolean(published.optional) !== Boolean(ours.optional))
        found.push(`${key}: ${name} differs in optional`)
      continue
    }
    const inPath = method.path.includes(`{${name}}`)
    const [a, b] = [published, ours as SchemaData & PublishedSchema].map(one => JSON.stringify(comparable(one, inPath)))
    if (a !== b) found.push(`${key}: ${name} is ${b} instead of ${a}`)
  }
  const permission = JSON.stringify(publishPermission(spec.permission) ?? null)
  if (permission !== JSON.stringify(expectedPermission(method.permissions))) found.push(`${key}: permission ${permission}`)
  if (Boolean(spec.privileged) !== Boolean(method.protected)) found.push(`${key}: privileged`)
  if (spec.proxy !== method.proxyto) found.push(`${key}: proxy`)
  if ((spec.allowToken === false ? 0 : 1) !== method.allowtoken) found.push(`${key}: allowToken`)
  return found
}

/** Where a check stands beside `user: all`, everybody may ask, and the handler decides by the check what it shows. */
function expectedPermission(published: Record<string, unknown> | null): unknown {
  return published?.user === 'all' ? { user: 'all' } : published
}

test('every published method is declared alike', { skip }, () => {
  assert.deepEqual(reference!.flatMap(differences), [])
})

test('nothing is declared beyond the published methods and our own additions', { skip }, () => {
  const published = new Set(reference!.map(method => `${method.method} ${method.path}`))
  assert.deepEqual(
    [...declared.keys()].filter(key => !published.has(key)),
    additions.toSorted((a, b) => [...declared.keys()].indexOf(a) - [...declared.keys()].indexOf(b)),
  )
})
