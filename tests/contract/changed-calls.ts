/** Valid calls with one to three parameters changed: these get past the door, where wholly made-up ones mostly end. */
import type { EndpointSpec } from '@quorate/contract'
import { compileDecoder, type SchemaData } from '@quorate/schema'
import { candidates, validCall, type ValidCall } from './valid-call.ts'

type Values = Readonly<Record<string, readonly unknown[]>>
type Random = () => number

const odd: readonly unknown[] = [
  '',
  ' ',
  '0',
  0,
  -1,
  999_999_999,
  2 ** 31,
  2 ** 53,
  1e300,
  true,
  false,
  'a\nb: c',
  'a\r\nb',
  'a\u0000b',
  '\ud800',
  '\u202etxt',
  '😀'.repeat(50),
  'é',
  '%n%s%00',
  '__proto__',
  'constructor',
  'toString',
  'none',
  '..',
  '/',
  '../../../../etc/passwd',
  '-rf',
  '--help',
  '$(reboot)',
  '[special:section]',
  '#comment',
  'lock: backup',
  'x'.repeat(4000),
  ',',
  ';;;',
  'a,b;c d',
  '%2e%2e%2f',
  'local:iso/../../../etc/passwd',
  'local:100/../../x.raw',
  'local:100/vm-100-disk-0.qcow2',
  'local:0',
  'local:1',
  'local:99999999999',
  'local:0.001',
  'local:cloudinit',
  'nowhere:1',
  'local:0,import-from=/etc/passwd',
  'local:0,import-from=local:iso/none.iso',
  'local:1,format=qcow2,size=1',
  'none,media=cdrom',
  'cdrom,media=cdrom',
  '/dev/zero',
  'virtio,bridge=nowhere0',
  'virtio',
  'e1000=00:11:22:33:44:55,rate=0.0001',
  'order=scsi0;net0;ide2',
  'socket',
  'host',
  'cputype=x86-64-v2-AES,flags=+aes;-x',
  'serial0',
  'qxl',
  'pc-q35-7.2',
  'uuid=00000000-0000-0000-0000-000000000000',
  '1',
  '4096',
  '+1G',
  '-1G',
  '999999P',
  'file:///etc/passwd',
  'http://127.0.0.1:1/x.iso',
  'UPID:pve:../../x:1:1:1:1:1:',
  [],
  ['a', 'b'],
]

function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

const acceptedValues = new Map<SchemaData, readonly unknown[]>()

/** Of all values the ones that the parameter's own declaration lets pass. */
function accepted(name: string, schema: SchemaData, known: Values): readonly unknown[] {
  let found = acceptedValues.get(schema)
  if (!found) {
    const decode = compileDecoder({ [name]: schema })
    const choices = 'enum' in schema && schema.enum ? schema.enum : []
    found = [...(known[name] ?? []), ...choices, ...odd, ...candidates].filter(value => 'ok' in decode({ [name]: value }))
    acceptedValues.set(schema, found)
  }
  return found
}

export function* changedCalls(spec: EndpointSpec, seed: number, count: number, known: Values): Generator<ValidCall> {
  const random = seeded(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const names = Object.keys(spec.parameters)
  for (let made = 0; made < count; made++) {
    const base = validCall(spec, Object.fromEntries(Object.entries(known).map(([name, values]) => [name, [pick(values), ...values]])))
    const parameters: Record<string, unknown> = { ...base.parameters }
    for (let changes = Math.ceil(random() * 3); changes > 0 && names.length > 0; changes--) {
      const name = pick(names)
      const schema = spec.parameters[name]
      if (!schema || spec.path.includes(`{${name}}`)) continue
      const good = accepted(name, schema, known)
      parameters[name.replace('[n]', String(pick([0, 1, 2])))] = pick(random() < 0.8 && good.length > 0 ? good : odd)
    }
    yield { ...base, parameters }
  }
}
