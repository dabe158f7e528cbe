import type { EndpointKey, ParametersFor } from './endpoints.ts'

export interface HttpRequest {
  readonly method: string
  /** Below `/api2/json`, with its query. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
}

const asText = (value: unknown) => (typeof value === 'boolean' ? String(Number(value)) : String(value))

/** The HTTP request that a call stands for: what the path names goes into the path, the rest into the query of a GET, else into the body. */
export function httpRequest<K extends EndpointKey>(key: K, parameters: ParametersFor<K>): HttpRequest {
  const [method = '', template = ''] = key.split(' ')
  const rest: Record<string, unknown> = { ...parameters }
  const path = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = rest[name]
    if (value === undefined) throw new TypeError(`${key}: no ${name} is given`)
    delete rest[name]
    return encodeURIComponent(asText(value))
  })
  for (const [name, value] of Object.entries(rest)) if (value === undefined) delete rest[name]
  // Addresses are logged, bodies are not: a password that confirms a removal belongs into the body.
  if (method === 'DELETE' && Object.keys(rest).length === 0) return { method, path }
  if (method !== 'GET') return { method, path, body: rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, asText(item))
  }
  return { method, path: query.size > 0 ? `${path}?${query}` : path }
}
