import type { EndpointSpec } from '@quorate/contract'
import type { SchemaData } from '@quorate/schema'
import type { Route } from './router.ts'

type Json = Record<string, unknown>

const policyNames = new Set(['rootOnly', 'privilege', 'secret', 'optional', 'requires', 'count', 'defaultKey', 'typetext'])

/** Our schemas are JSON Schema already; what is ours alone goes under `x-`, and `optional` becomes `required` on the object. */
function jsonSchema(schema: SchemaData): Json {
  const plain: Json = {}
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'items') plain.items = jsonSchema(value as SchemaData)
    else if (name === 'properties' && schema.type === 'object') Object.assign(plain, members(value as Record<string, SchemaData>))
    else if (name === 'properties') plain['x-members'] = members(value as Record<string, SchemaData>).properties
    else if (policyNames.has(name)) {
      if (name !== 'optional' && name !== 'defaultKey') plain[`x-${name}`] = value
    } else plain[name] = value
  }
  return plain
}

function members(properties: Readonly<Record<string, SchemaData>>): Json {
  const entries = Object.entries(properties)
  const required = entries.filter(([, schema]) => !schema.optional).map(([name]) => name)
  return {
    properties: Object.fromEntries(entries.map(([name, schema]) => [name, jsonSchema(schema)])),
    ...(required.length > 0 && { required }),
  }
}

function operation(spec: EndpointSpec, built: boolean): Json {
  const inPath = new Set([...spec.path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? ''))
  const entries = Object.entries(spec.parameters)
  const inQuery = spec.method === 'GET' || spec.method === 'DELETE'
  const parameters = entries
    .filter(([name]) => inQuery || inPath.has(name))
    .map(([name, schema]) => {
      const where = inPath.has(name) ? 'path' : 'query'
      const { description, ...rest } = jsonSchema(schema)
      return {
        name,
        in: where,
        required: where === 'path' || !schema.optional,
        ...(description !== undefined && { description }),
        schema: rest,
      }
    })
  const body = entries.filter(([name]) => !inQuery && !inPath.has(name))
  const schema = { type: 'object', ...members(Object.fromEntries(body)) }
  const media = spec.transport === 'upload' ? ['multipart/form-data'] : ['application/x-www-form-urlencoded', 'application/json']
  const task = typeof spec.task === 'object' ? spec.task.type : spec.task
  const data = task === undefined ? (spec.returns ? jsonSchema(spec.returns) : {}) : { type: 'string', description: 'UPID of the task' }
  return {
    operationId: `${spec.method} ${spec.path}`,
    description: spec.description,
    ...(parameters.length > 0 && { parameters }),
    ...(body.length > 0 && { requestBody: { content: Object.fromEntries(media.map(type => [type, { schema }])) } }),
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: { type: 'object', properties: { data } } } } },
    },
    'x-permission': spec.permission ?? { kind: 'root' },
    'x-built': built,
    ...(spec.allowToken === false && { 'x-allow-token': false }),
    ...(task !== undefined && { 'x-task': task }),
    ...(spec.transport && { 'x-transport': spec.transport }),
    ...(spec.cli !== undefined && { 'x-cli': spec.cli }),
  }
}

/** Every declared method as an OpenAPI 3.1 document. `x-built` tells which ones this build answers. */
export function describeApi(routes: Iterable<Route>, version: string): Json {
  const paths: Record<string, Json> = {}
  const sorted = [...routes].toSorted((a, b) => (a.spec.path < b.spec.path ? -1 : 1))
  for (const { spec, implementation, rows } of sorted) {
    const item = (paths[spec.path] ??= {})
    item[spec.method.toLowerCase()] = operation(spec, implementation !== undefined || rows !== undefined)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Quorate', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    servers: [{ url: '/api2/json' }],
    components: {
      securitySchemes: {
        token: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'PVEAPIToken=user@realm!tokenid=secret' },
        ticket: { type: 'apiKey', in: 'cookie', name: 'PVEAuthCookie' },
      },
    },
    security: [{ token: [] }, { ticket: [] }],
    paths,
  }
}
