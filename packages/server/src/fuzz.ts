import type { EndpointSpec } from '@quorate/contract'
import type { SchemaData } from '@quorate/schema'

/** One made-up call. */
export interface FuzzCase {
  readonly method: string
  /** Below the API root, escaped. */
  readonly path: string
  /** Parameters that are not in the path. Without a prototype. */
  readonly raw: Readonly<Record<string, unknown>>
}

export interface FuzzOptions {
  /** The same seed makes the same cases. */
  readonly seed: number
  readonly count: number
  /** Values that mean something to the product under test, by parameter name: `{ node: ['pve'], vmid: ['100'] }`. */
  readonly samples?: Readonly<Record<string, readonly string[]>>
}

type Random = () => number

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T
}

const hostileTexts: readonly string[] = [
  '',
  ' ',
  '-',
  '.',
  '..',
  '../../../../etc/passwd',
  '/',
  '\u0000',
  'a\u0000b',
  'a\r\nX-Injected: 1',
  '\n',
  '-1',
  '0',
  '00100',
  '1e999',
  '1e3',
  'NaN',
  '0x64',
  '99999999999999999999',
  '9007199254740993',
  'true',
  '__proto__',
  'constructor',
  'toString',
  '$(reboot)',
  '`id`',
  "';--",
  '%s%n%d',
  '%00',
  '%',
  '{}',
  '[]',
  ',',
  '=',
  ',=,=,',
  'a=b',
  'a=b,a=c',
  '--help',
  '-rf',
  'local:',
  ':',
  'local:../../x',
  '\u202etxt',
  '\ud800',
  'é',
  '😀',
  'x'.repeat(10_000),
  ','.repeat(5_000),
  '('.repeat(5_000),
]

const hostileValues: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  2 ** 53,
  Number.MAX_VALUE,
  [],
  [null],
  ['a', 'b'],
  [[['a']]],
  {},
  { a: 1 },
  { toString: 1 },
  JSON.parse('{"__proto__":{"root":true}}'),
]

function plausibleText(random: Random, name: string, schema: SchemaData, samples: FuzzOptions['samples']): string {
  const known = samples?.[name]
  if (known && random() < 0.8) return pick(random, known)
  if (schema.type === 'integer' || schema.type === 'number') {
    const from = schema.minimum ?? 0
    const to = Math.min(schema.maximum ?? from + 1000, from + 1_000_000)
    return String(Math.floor(from + random() * (to - from + 1)))
  }
  if (schema.type === 'boolean') return pick(random, ['0', '1', 'yes', 'no', 'on', 'off', 'true', 'false'])
  if ('enum' in schema && schema.enum) return pick(random, schema.enum)
  if ('properties' in schema && schema.type === 'string') {
    const members = Object.entries(schema.properties).filter(() => random() < 0.5)
    return members.map(([key, member]) => `${key}=${'alias' in member ? '1' : plausibleText(random, key, member, samples)}`).join(',')
  }
  return pick(random, ['a', 'test', 'pve', '100', 'root@pam', 'local', 'local:100/vm-100-disk-0.raw', '192.0.2.1', '10', 'a,b', 'vmbr0'])
}

function value(random: Random, name: string, schema: SchemaData, samples: FuzzOptions['samples']): unknown {
  const chance = random()
  if (chance < 0.7) return plausibleText(random, name, schema, samples)
  if (chance < 0.92) return pick(random, hostileTexts)
  return pick(random, hostileValues)
}

const escapeSegment = (text: string) => encodeURIComponent(text.toWellFormed())

/** Valid-looking and hostile calls of one method, the same ones for the same seed. */
export function* fuzzCases(spec: EndpointSpec, { seed, count, samples }: FuzzOptions): Generator<FuzzCase> {
  const random = seeded(seed)
  const inPath = new Set(Array.from(spec.path.matchAll(/\{([^}]+)\}/g), match => match[1]))
  for (let made = 0; made < count; made++) {
    const path = spec.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
      const schema = spec.parameters[name] ?? { type: 'string' }
      if (random() < 0.85) return escapeSegment(plausibleText(random, name, schema, samples))
      // An empty segment would be another path.
      return escapeSegment(pick(random, hostileTexts) || '-')
    })
    const raw = Object.create(null) as Record<string, unknown>
    for (const [name, schema] of Object.entries(spec.parameters)) {
      if (inPath.has(name) || random() < (schema.optional ? 0.6 : 0.1)) continue
      raw[name.replace('[n]', () => String(pick(random, [0, 1, 31, 999, 99_999])))] = value(random, name, schema, samples)
    }
    if (random() < 0.05) raw[pick(random, ['__proto__', 'constructor', 'unknown', ''])] = pick(random, hostileValues)
    yield { method: spec.method, path, raw }
  }
}
