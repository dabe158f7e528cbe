import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { ContainerValues } from './container-values.ts'
import { hardwareFor, type VmValues } from './vm-values.ts'
import type { OsType } from './os-defaults.ts'

export interface Preset<V> {
  readonly id: string
  readonly label: MessageDescriptor
  readonly apply: (values: V) => Partial<V>
}

function vmPreset(
  id: string,
  label: MessageDescriptor,
  size: readonly [cores: string, memory: string, disk: string],
  os?: OsType,
): Preset<VmValues> {
  const [cores, memory, disk] = size
  return {
    id,
    label,
    apply(values) {
      const sized = { ...values, cores, memory, disks: values.disks.map((one, at) => (at === 0 ? { ...one, size: disk } : one)) }
      return { cores, memory, disks: sized.disks, ...(os && hardwareFor(sized, os, values.driversIso !== '')) }
    },
  }
}

/** Instance types to begin with. */
export const vmPresets: readonly Preset<VmValues>[] = [
  vmPreset('small', msg`Small`, ['1', '1024', '10']),
  vmPreset('medium', msg`Medium`, ['2', '4096', '32']),
  vmPreset('large', msg`Large`, ['4', '8192', '64']),
  vmPreset('huge', msg`Very large`, ['8', '32768', '128']),
  vmPreset('win11', msg`Windows 11`, ['4', '8192', '80'], 'win11'),
  vmPreset('server', msg`Windows Server 2022`, ['4', '8192', '80'], 'win11'),
]

function containerPreset(id: string, label: MessageDescriptor, size: readonly [string, string, string]): Preset<ContainerValues> {
  const [cores, memory, rootSize] = size
  return { id, label, apply: () => ({ cores, memory, swap: memory, rootSize }) }
}

export const containerPresets: readonly Preset<ContainerValues>[] = [
  containerPreset('small', msg`Small`, ['1', '512', '4']),
  containerPreset('medium', msg`Medium`, ['2', '2048', '8']),
  containerPreset('large', msg`Large`, ['4', '8192', '32']),
]

/** What an own preset keeps: neither who it is nor where, and no secret. */
const ownOnly = [
  'node',
  'vmid',
  'name',
  'hostname',
  'count',
  'cipassword',
  'password',
  'template',
  'download',
  'iso',
  'image',
  'driversIso',
]

export const presetValues = (values: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !ownOnly.includes(key)))
