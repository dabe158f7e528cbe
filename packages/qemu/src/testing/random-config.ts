import type { PropertyData, SchemaData } from '@quorate/schema'
import { vmProperties } from '../vm-schema.ts'
import type { Pick } from './random-numbers.ts'
import { randomText } from './random-text.ts'

const volumes = ['local:100/vm-100-disk-0.raw', 'local:100/vm-100-disk-1.qcow2', 'local-lvm:vm-100-disk-2', 'tmp:100/x.raw', '/dev/sdb']

/** Texts that each named format accepts. */
const formats: Readonly<Record<string, readonly string[]>> = {
  'pve-volume-id-or-qm-path': [...volumes, 'none', 'cdrom', 'gone:100/y.raw', '/srv/z.vmdk'],
  'pve-volume-id': volumes.slice(0, 4),
  'pve-volume-id-or-absolute-path': volumes,
  'disk-size': ['4M', '32G', '1.5T', '528K', '1024'],
  urlencoded: ['abc', 'a%20b', '%2C%2c', 'x'],
  'pve-cpuset': ['0', '0-3', '1,3-5'],
  'pve-bridge-id': ['vmbr0', 'vmbr1', 'nowhere'],
  'mac-addr': ['BC:24:11:00:00:01', 'bc:24:11:00:00:02', 'DE:AD:BE:EF:00:03'],
  'pve-configid': ['stick', 'gpu', 'vgpu', 'data', 'lost'],
  ipv4: ['10.0.0.1'],
  ipv6: ['fd00::1'],
  'pve-ipv4-config': ['dhcp', '10.0.0.2/24'],
  'pve-ipv6-config': ['auto', 'dhcp', 'fd00::2/64'],
  'address-list': ['10.0.0.53', '10.0.0.53 fd00::53'],
  'dns-name': ['web', 'web.example.org'],
  'pve-tag-list': ['a', 'a;b'],
  'pve-storage-id': ['local', 'local-lvm'],
  'pve-hotplug-features': ['1', '0', 'disk,network', 'memory,cpu,usb', 'disk;network;usb;memory;cpu;cloudinit'],
  'pve-qm-bootdisk': ['scsi0', 'virtio1', 'ide0'],
}

/** A text that a schema accepts, often at the edge of what it does. */
function valueOf(schema: SchemaData, pick: Pick): string {
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T
  if (schema.type === 'boolean') return one(['0', '1', 'on', 'off', 'yes', 'no'])
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = 0, maximum = 5000 } = schema as { minimum?: number; maximum?: number }
    const value = one([minimum, maximum, minimum + pick(Math.min(maximum - minimum, 5000) + 1), Math.min(minimum + 1, maximum)])
    return schema.type === 'number' && value < maximum && pick(3) === 0 ? String(value + 0.5) : String(value)
  }
  if (schema.type !== 'string') throw new TypeError('a config holds texts, numbers and switches')
  if ('properties' in schema) return propertyText(schema.properties as Record<string, PropertyData>, pick)
  const { enum: values, format, pattern } = schema as { enum?: readonly string[]; format?: string; pattern?: string }
  if (values) return one(values)
  if (pattern !== undefined && format === undefined) return randomText(pattern, pick)
  if (format === undefined) return one(['a', 'some text', '-device virtio-rng-pci', 'x=1'])
  const texts = formats[format]
  if (!texts) throw new TypeError(`no sample texts for the format ${format}`)
  return one(texts)
}

function propertyText(properties: Readonly<Record<string, PropertyData>>, pick: Pick): string {
  const parts: string[] = []
  const given = new Set<string>()
  for (const [name, data] of Object.entries(properties)) {
    if ('alias' in data) continue
    const needed = !('optional' in data && data.optional)
    if (!needed && pick(4) > 0) continue
    const { requires } = data as { requires?: string }
    if (requires !== undefined && !given.has(requires)) continue
    given.add(name)
    const value = valueOf(data as SchemaData, pick)
    const bare = 'defaultKey' in data && data.defaultKey && !value.includes('=') && pick(2) === 0
    parts.splice(pick(parts.length + 1), 0, bare ? value : `${name}=${value}`)
  }
  return parts.join(',')
}

/** A config of keys and values that the schema accepts, in any order. What they mean together is another matter. */
export function randomConfig(pick: Pick): string {
  const lines: string[] = []
  for (const [name, schema] of Object.entries(vmProperties) as [string, SchemaData][]) {
    const family = name.endsWith('[n]')
    for (let times = family ? pick(4) : 1; times > 0; times--) {
      if (pick(5) > 0) continue
      const key = family ? name.replace('[n]', String(pick(schema.count ?? 1))) : name
      const text = valueOf(schema, pick)
      if (text === '' || lines.some(line => line.startsWith(`${key}:`))) continue
      lines.splice(pick(lines.length + 1), 0, `${key}: ${text}`)
    }
  }
  return lines.map(line => `${line}\n`).join('')
}
