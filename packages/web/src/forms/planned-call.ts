import type { EndpointKey, ParametersFor } from '../api/endpoints.ts'
import { httpRequest, type HttpRequest } from '../api/request.ts'

/** A call that a form is going to make; it can be shown before it is sent. */
export interface PlannedCall<K extends EndpointKey = EndpointKey> {
  readonly key: K
  readonly parameters: Readonly<Record<string, unknown>>
  readonly request: HttpRequest
  /** The request as it may be shown: secrets are dots. */
  readonly shown: HttpRequest
}

/** `secrets`: parameters that nobody may read over one's shoulder or find in a copied command. */
export function planned<K extends EndpointKey>(key: K, parameters: ParametersFor<K>, secrets: readonly string[] = []): PlannedCall<K> {
  const request = httpRequest(key, parameters)
  const { body } = request
  const hidden = secrets.filter(name => body?.[name] !== undefined).map(name => [name, '…'] as const)
  return {
    key,
    parameters: parameters as Readonly<Record<string, unknown>>,
    request,
    shown: hidden.length > 0 ? { ...request, body: { ...body, ...Object.fromEntries(hidden) } } : request,
  }
}

const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)
const verbs: Readonly<Record<string, string>> = { GET: 'get', POST: 'create', PUT: 'set', DELETE: 'delete' }

/** The call as a command of the node's shell. */
export function asCommand({ shown: { method, path, body } }: PlannedCall): string {
  const [bare = '', query = ''] = path.split('?')
  const options = [...Object.entries(body ?? {}), ...new URLSearchParams(query)]
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map(one => [name, one] as const))
    .map(([name, value]) => `--${name} ${quoted(typeof value === 'boolean' ? String(Number(value)) : String(value))}`)
  return ['pvesh', verbs[method], quoted(decodeURI(bare)), ...options].join(' ')
}

/** The call for curl, with a token in `$TOKEN`. */
export function asCurl({ shown: { method, path, body } }: PlannedCall, origin: string): string {
  const data = body && Object.keys(body).length > 0 ? [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`] : []
  return [`curl -X ${method}`, `-H "Authorization: PVEAPIToken=$TOKEN"`, ...data, quoted(`${origin}/api2/json${path}`)].join(' \\\n  ')
}
