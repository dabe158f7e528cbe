import { configDecoderOf, keySchemas, type ConfigSection } from '@quorate/guest'
import { Failure, type PropertyStringSchema } from '@quorate/schema'
import { vmProperties } from '../vm-schema.ts'
import type { VmConfig } from './vm-config.ts'

const decode = configDecoderOf(vmProperties)
const schemaOf = keySchemas(vmProperties)

/** Keys without which the guest still finds its machine, its data and its network: a value that cannot be read is left out. */
const dispensable =
  /^(?:affinity|agent|allow-ksm|audio0|autostart|balloon|boot|bootdisk|ci(?:custom|password|type|upgrade|user)|cpulimit|cpuunits|description|freeze|hotplug|ipconfig\d+|keephugepages|keyboard|localtime|lock|meta|migrate_(?:downtime|speed)|name|nameserver|onboot|parent|protection|reboot|rng0|running.*|searchdomain|shares|snaptime|spice_enhancements|sshkeys|startdate|startup|tablet|tags|tdf|template|unused\d+|vmgenid|vmstate|vmstatestorage|watchdog)$/

export interface ReadConfig {
  readonly config: VmConfig
  /** Known settings that are not in `config`: the guest starts without them. */
  readonly warnings: string[]
  /** What stands in the section and is nothing to this version: told, and nothing to worry about. */
  readonly unknown: string[]
}

/**
 * The typed config of a section. Of a property string, members that nobody knows are left out; a value that cannot be
 * read is left out when the guest can do without, and otherwise refused: a guest is not started with half of its devices.
 */
export function readConfig(vmid: number, section: ConfigSection): ReadConfig {
  const first = decode(section)
  const warnings: string[] = []
  const unknown: string[] = []
  const { config, errors } = Object.keys(first.errors).length ? decode(repaired(section, first.errors, { warnings, unknown })) : first
  const bad: string[] = []
  for (const [key, text] of Object.entries(errors)) {
    if (dispensable.test(key)) warnings.push(`${reason(key, text)}; ${key} is left out`)
    else bad.push(reason(key, text))
  }
  if (bad.length) throw new Failure(`config of VM ${vmid}: ${bad.join('; ')}`)
  for (const key of section.values.keys()) if (!schemaOf(key)) unknown.push(`${key}: is no known key; it is kept and has no effect`)
  for (const line of section.garbage()) unknown.push(`the line '${line.slice(0, 80)}' is no 'key: value'; it is kept and has no effect`)
  return { config: withOldNames(config, warnings), warnings, unknown }
}

function repaired(
  section: ConfigSection,
  errors: Readonly<Record<string, string>>,
  tell: Pick<ReadConfig, 'warnings' | 'unknown'>,
): ConfigSection {
  const copy = section.copy(undefined)
  for (const [key, refused] of Object.entries(errors)) {
    const text = withoutUnknown(key, section.get(key) ?? '', refused, tell)
    if (text !== undefined) copy.set(key, text)
  }
  return copy
}

/** Why a value was refused; of a property string each bad member. */
function reason(key: string, text: string): string {
  const [whole = '', ...members] = text.split('\n')
  return members.length ? members.join('; ') : `${key}: ${whole}`
}

/** Members that say nothing about the machine: a value that cannot be read is left out. */
const notes = /^(?:backup|format|import-from|replicate|shared|size)$/

/** The property string without the members that its key does not have or that nobody needs to read; of one given twice the last. undefined: no property string. */
function withoutUnknown(
  key: string,
  text: string,
  refused: string,
  { warnings, unknown }: Pick<ReadConfig, 'warnings' | 'unknown'>,
): string | undefined {
  const schema = schemaOf(key) as PropertyStringSchema | undefined
  if (!schema?.properties) return undefined
  const parts = new Map<string, string>()
  for (const part of text.split(',').map(piece => piece.trim())) {
    const name = part.includes('=') ? part.slice(0, part.indexOf('=')) : ''
    if (notes.test(name) && refused.includes(`${key}.${name}: `) && !refused.includes(`${key}.${name}: duplicate`))
      warnings.push(`${key}: ${name} is left out, since its value cannot be read`)
    else if (name === '' || Object.hasOwn(schema.properties, name)) parts.set(name, part)
    else unknown.push(`${key}: '${name}' is no option of it; it is kept and has no effect`)
  }
  return [...parts.values()].filter(Boolean).join(',')
}

/** `cdrom` is an older name for ide2 with a CD drive. */
function withOldNames(config: VmConfig, warnings: string[]): VmConfig {
  const { cdrom, ...others } = config
  if (!cdrom) return config
  if (config.ide2) {
    warnings.push('cdrom: has no effect, since ide2 is there too')
    return others
  }
  return { ...others, ide2: { ...cdrom, media: 'cdrom' } }
}
