import type { StringSchema } from '@quorate/schema'
import { isOn } from '../../forms/field-value.ts'
import type { Reading } from '../config/read-value.ts'
import { readValue } from '../config/read-value.ts'
import { splitMembers } from '../config/split-members.ts'
import type { Word } from '../config/word.ts'
import type { Option } from './option-fields.ts'

const onOff = (on: boolean): Word => (on ? { say: /*i18n*/ 'On' } : { say: /*i18n*/ 'Off' })

/** What an option that is not set means. */
function defaultReading({ key, schema, absent }: Option): Reading {
  if (schema.type === 'boolean') return { main: onOff(absent ?? schema.default === true), facts: [] }
  if (key === 'agent') return { main: onOff(false), facts: [] }
  if (key === 'hotplug') return readHotplug('network,disk,usb')
  if (key === 'boot') return { main: { say: /*i18n*/ 'First disk, CD-ROM, network' }, facts: [] }
  const fallback = schema.default
  if (fallback === undefined) return { main: '–', facts: [] }
  return { main: { choice: [key, undefined, String(fallback)] }, facts: [] }
}

function readHotplug(text: string): Reading {
  const features = text.split(/[,; ]+/).filter(Boolean)
  if (text === '0') return { main: { say: /*i18n*/ 'Off' }, facts: [] }
  const words = features.map((feature): Word => ({ choice: ['hotplug', undefined, feature] }))
  return { main: words[0] ?? '–', facts: words.slice(1) }
}

function readStartup(text: string): Reading {
  const { '': order, up, down } = splitMembers(text, 'order')
  return {
    main: order === undefined ? { say: /*i18n*/ 'No place in the order' } : { say: /*i18n*/ 'Place {order}', values: { order } },
    facts: [
      ...(up === undefined ? [] : [{ say: /*i18n*/ 'waits {up} s after it started', values: { up } }]),
      ...(down === undefined ? [] : [{ say: /*i18n*/ 'gets {down} s to stop', values: { down } }]),
    ],
  }
}

function readSwitches(text: string): Reading {
  const parts = Object.entries(splitMembers(text)).flatMap(([member, value]) =>
    value === '0' ? [] : [value === '1' ? member : `${member} ${value}`],
  )
  return parts.length === 0 ? { main: '–', facts: [] } : { main: parts[0] ?? '', facts: parts.slice(1) }
}

function readAgent(text: string): Reading {
  const { '': enabled = '0', type } = splitMembers(text, 'enabled')
  return { main: onOff(isOn(enabled) === true), facts: type === undefined ? [] : [type] }
}

/** An option in words; `set` is false when its default holds. */
export function readOption(option: Option, text: string | undefined): { readonly reading: Reading; readonly set: boolean } {
  const { key, schema } = option
  if (text === undefined) return { reading: defaultReading(option), set: false }
  const reading = (): Reading => {
    if (schema.type === 'boolean') return { main: onOff(isOn(text) === true), facts: [] }
    if (key === 'hotplug') return readHotplug(text === '1' ? 'network,disk,usb' : text)
    if (key === 'boot') {
      const order = splitMembers(text, 'legacy').order?.split(';').filter(Boolean)
      return order ? { main: order.join(' → ') || { say: /*i18n*/ 'No device' }, facts: [] } : { main: text, facts: [] }
    }
    if (key === 'startup') return readStartup(text)
    if (key === 'agent') return readAgent(text)
    if (key === 'features' || key === 'spice_enhancements') return readSwitches(text)
    if (key === 'smbios1') return { main: splitMembers(text).uuid ?? '–', facts: [] }
    if (key === 'env') return { main: text.split('\0').join(' '), facts: [] }
    if ((schema as StringSchema).enum) return { main: { choice: [key, undefined, text] }, facts: [] }
    return 'properties' in schema ? readValue('qemu', key, text) : { main: text, facts: [] }
  }
  return { reading: reading(), set: true }
}
