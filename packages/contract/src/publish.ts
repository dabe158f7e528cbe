import type { PropertyData, SchemaData } from '@quorate/schema'
import type { EndpointSpec } from './endpoint.ts'
import type { Permission } from './permission.ts'

/** A schema in the form that the API viewer and `pvesh usage` know: flags are 1, property strings are a `format` of members. */
export function publishSchema(schema: SchemaData): Record<string, unknown> {
  const { optional, count: _count, ...rest } = schema as SchemaData & Record<string, unknown>
  const published: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(rest)) {
    if (['rootOnly', 'privilege', 'secret', 'properties', 'items', 'additionalProperties'].includes(key)) continue
    published[key] = typeof value === 'boolean' ? Number(value) : value
  }
  if (optional) published.optional = 1
  if ('properties' in schema && schema.type === 'string')
    published.format = mapValues(schema.properties as Record<string, PropertyData>, publishMember)
  if ('properties' in schema && schema.type === 'object') {
    published.properties = mapValues(schema.properties as Record<string, SchemaData>, publishSchema)
    if (schema.additionalProperties !== undefined) published.additionalProperties = Number(schema.additionalProperties)
  }
  if (schema.type === 'array') published.items = publishSchema(schema.items)
  return published
}

function publishMember(data: PropertyData): Record<string, unknown> {
  if ('alias' in data && data.alias !== undefined) return { ...data }
  const { defaultKey, ...schema } = data as SchemaData & { defaultKey?: boolean }
  const published = publishSchema(schema)
  return defaultKey ? { ...published, default_key: 1 } : published
}

function mapValues<A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
}

/** A permission in the published form: `{user: 'all'}`, `{check: ['perm', '/vms/{vmid}', ['VM.Audit']]}`. */
export function publishPermission(permission: Permission | undefined): Record<string, unknown> | undefined {
  if (!permission) return undefined
  if (permission.kind === 'world') return { user: 'world' }
  if (permission.kind === 'user') return { user: 'all' }
  return { check: publishCheck(permission) }
}

function publishCheck(permission: Permission): unknown[] {
  switch (permission.kind) {
    case 'privileges': {
      const check: unknown[] = ['perm', permission.path, permission.privileges]
      if (permission.any) check.push('any', 1)
      if (permission.onlyWith) check.push('require_param', permission.onlyWith)
      return check
    }
    case 'or':
    case 'and':
      return [permission.kind, ...permission.of.map(publishCheck)]
    case 'user-param':
      return ['userid-param', permission.what]
    case 'user-group':
      return ['userid-group', permission.privileges, ...(permission.groupsParam ? ['groups_param', permission.groupsParam] : [])]
    case 'modify-acl':
      return ['perm-modify', permission.path]
    default:
      throw new TypeError(`${permission.kind} cannot stand inside a check`)
  }
}

/** One method as the API viewer shows it. */
export function methodInfo(spec: EndpointSpec): Record<string, unknown> {
  const permissions = publishPermission(spec.permission)
  return {
    method: spec.method,
    path: spec.path,
    description: spec.description,
    allowtoken: spec.allowToken === false ? 0 : 1,
    ...(spec.privileged ? { protected: 1 } : {}),
    ...(spec.proxy ? { proxyto: spec.proxy } : {}),
    ...(permissions ? { permissions } : {}),
    parameters: { additionalProperties: 0, properties: mapValues(spec.parameters, publishSchema) },
    returns: spec.task ? { type: 'string' } : spec.returns ? publishSchema(spec.returns) : { type: 'null' },
  }
}
