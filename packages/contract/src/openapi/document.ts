import type { EndpointSpec } from '../endpoint.ts'
import { publishPermission } from '../publish.ts'
import { fixedComponents, SharedSchemas } from './components.ts'
import { jsonSchema, objectSchema, type Json } from './json-schema.ts'

const pathNames = (path: string): Set<string> => new Set([...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1]!))

/** The OpenAPI 3.1 document of the declarations. `version`: of the product. */
export function openApiDocument(endpoints: Iterable<EndpointSpec>, version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  const bodies: Record<string, Json> = {}
  for (const spec of [...endpoints].toSorted((a, b) => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1))) {
    ;(paths[spec.path] ??= {})[spec.method.toLowerCase()] = operation(spec, bodies)
  }
  const shared = new SharedSchemas()
  shared.count([paths, bodies])
  for (const operations of Object.values(paths)) {
    for (const [method, one] of Object.entries(operations))
      operations[method] = shared.share(one, `${String(one.operationId)}_value`) as Json
  }
  for (const [name, body] of Object.entries(bodies)) shared.define(name, body)
  return {
    openapi: '3.1.0',
    info: { title: 'Quorate API', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    servers: [{ url: '/api2/json' }],
    paths,
    components: { ...fixedComponents, schemas: shared.schemas },
  }
}

function operation(spec: EndpointSpec, bodies: Record<string, Json>): Json {
  const inPath = pathNames(spec.path)
  const inBody = spec.method === 'POST' || spec.method === 'PUT'
  const entries = Object.entries(spec.parameters)
  const parameters = entries
    .filter(([name]) => inPath.has(name) || !inBody)
    .map(([name, schema]) => {
      const { description, ...rest } = jsonSchema(schema)
      const required = inPath.has(name) || !schema.optional
      return { name, in: inPath.has(name) ? 'path' : 'query', required, ...(description !== undefined && { description }), schema: rest }
    })
  const body = inBody ? entries.filter(([name]) => !inPath.has(name)) : []
  const permission = publishPermission(spec.permission)
  return {
    operationId: operationId(spec),
    summary: spec.description,
    tags: [tagOf(spec.path)],
    security: securityOf(spec),
    ...(parameters.length > 0 && { parameters }),
    ...(body.length > 0 && { requestBody: requestBody(spec, Object.fromEntries(body), bodies) }),
    responses: responsesOf(spec),
    'x-permissions': permission ?? { user: 'root@pam' },
    ...(spec.task !== undefined && { 'x-task': typeof spec.task === 'string' ? { type: spec.task } : spec.task }),
    ...(spec.proxy !== undefined && { 'x-proxy-to': spec.proxy }),
  }
}

/** `POST /nodes/{node}/qemu/{vmid}/status/start` -> `post_nodes_node_qemu_vmid_status_start` */
function operationId(spec: EndpointSpec): string {
  return `${spec.method.toLowerCase()}${spec.path.replaceAll(/[{}]/g, '').replaceAll(/[^A-Za-z0-9]+/g, '_')}`
}

function tagOf(path: string): string {
  const [, area = '', , resource] = path.split('/')
  return area === 'nodes' && (resource === 'qemu' || resource === 'lxc' || resource === 'storage' || resource === 'ceph') ? resource : area
}

function securityOf(spec: EndpointSpec): Json[] {
  if (spec.permission?.kind === 'world') return []
  const ticket = spec.method === 'GET' ? { ticket: [] } : { ticket: [], csrfToken: [] }
  return spec.allowToken === false ? [ticket] : [ticket, { apiToken: [] }]
}

/** Form and JSON bodies hold the same, so the schema stands once, under the operation's name. */
function requestBody(spec: EndpointSpec, properties: EndpointSpec['parameters'], bodies: Record<string, Json>): Json {
  const schema = objectSchema(properties)
  const required = Object.values(properties).some(one => !one.optional)
  if (spec.transport === 'upload') {
    const file = { type: 'string', format: 'binary', description: 'The file.' }
    const withFile = { ...schema, properties: { ...(schema.properties as Json), filename: file } }
    return { required, content: { 'multipart/form-data': { schema: withFile } } }
  }
  const name = `${operationId(spec)}_body`
  bodies[name] = schema
  const reference = { schema: { $ref: `#/components/schemas/${name}` } }
  return { required, content: { 'application/x-www-form-urlencoded': reference, 'application/json': reference } }
}

function responsesOf(spec: EndpointSpec): Json {
  const refusals = {
    400: { $ref: '#/components/responses/Refused' },
    401: { $ref: '#/components/responses/Unauthenticated' },
    403: { $ref: '#/components/responses/Forbidden' },
    500: { $ref: '#/components/responses/Failed' },
  }
  if (spec.transport === 'websocket') return { 101: { description: 'Switched to WebSocket, subprotocol `binary`.' }, ...refusals }
  return { 200: { description: 'Done.', content: contentOf(spec) }, ...refusals }
}

function contentOf(spec: EndpointSpec): Json {
  if (spec.transport === 'events') return { 'text/event-stream': { schema: { type: 'string' } } }
  const data = spec.task ? { type: 'string', description: 'Id of the task.' } : spec.returns ? jsonSchema(spec.returns) : { type: 'null' }
  const json = { 'application/json': { schema: { type: 'object', properties: { data } } } }
  return spec.transport === 'download' ? { ...json, 'application/octet-stream': {} } : json
}
