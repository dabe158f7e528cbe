/** One call per declared method whose parameters are all accepted at the door, so that what answers is what lies behind it. */
import type { EndpointSpec } from '@quorate/contract'
import { compileDecoder, type SchemaData } from '@quorate/schema'

export interface ValidCall {
  readonly method: string
  /** Below the API root, escaped. */
  readonly path: string
  readonly parameters: Readonly<Record<string, unknown>>
}

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')

/** Tried in this order; one for every format that a required parameter has. */
export const candidates: readonly unknown[] = [
  'pve',
  'test',
  100,
  1,
  5900,
  1024,
  'ann@pve',
  'ann@pve!ci',
  'local',
  'local:iso/a.iso',
  '/vms/100',
  '192.0.2.1',
  '192.0.2.0/24',
  '1G',
  'vm:100',
  '100-0',
  'daily',
  'VM.Audit',
  'a@example.org',
  'https://example.org/',
  '/dev/sda',
  'scsi0',
  '0000:00:01.0',
  'mon:value',
  'vmbr0=vmbr0',
  'local:local',
  'host=192.0.2.1,apitoken=PVEAPIToken=root@pam!t=01234567-0123-0123-0123-0123456789ab',
  'node=pve,path=0000:00:01.0,id=8086:1234',
  ['node=pve,path=0000:00:01.0,id=8086:1234'],
  ['node=pve,id=8086:1234'],
  ['node=pve,path=/srv'],
  ['ls'],
  'pve1c-0123456789',
  '0123456789abcdef0123456789abcdef',
  fingerprint,
  '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
  'zone-192.0.2.0-24',
  '1.example.org',
  'local/100',
  '192.0.2.1:3260',
  '[]',
  'otpauth://totp/a?secret=AAAAAAAAAAAAAAAA',
]

function accepted(name: string, schema: SchemaData, wanted: readonly unknown[]): unknown {
  const decode = compileDecoder({ [name]: schema })
  for (const value of wanted) if ('ok' in decode({ [name]: value })) return value
  return undefined
}

function valueFor(name: string, schema: SchemaData, known: Readonly<Record<string, readonly unknown[]>>): unknown {
  const choices = 'enum' in schema && schema.enum ? schema.enum : []
  return accepted(name, schema, [...(known[name] ?? []), ...choices, ...candidates])
}

/** The call with its required parameters only. `known`: values that mean something to the product, by parameter name. */
export function validCall(spec: EndpointSpec, known: Readonly<Record<string, readonly unknown[]>> = {}): ValidCall {
  const parameters: Record<string, unknown> = {}
  const inPath: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(spec.parameters)) {
    const isInPath = spec.path.includes(`{${name}}`)
    if (schema.optional && !isInPath) continue
    const value = valueFor(name, schema, known)
    if (value === undefined) throw new Error(`${spec.method} ${spec.path}: no accepted value is known for '${name}'`)
    if (isInPath) inPath[name] = value
    else parameters[name] = value
  }
  const path = spec.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name])))
  return { method: spec.method, path, parameters }
}
