import { storageOptions } from '@quorate/contract/storage/options'
import { isOn, type FieldValue } from '../../forms/field-value.ts'
import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import { formatMembers, parseMembers, type Members } from '../../forms/property-string.ts'
import type { StorageDefinition } from '../storage-rows.ts'
import { storageFields, type StorageType } from './storage-types.ts'

export interface StorageValues {
  readonly storage: string
  /** Path or pool. */
  readonly place: string
  readonly content: readonly string[]
  /** Empty: all. */
  readonly nodes: readonly string[]
  readonly enabled: boolean
  readonly 'prune-backups': Members
  readonly options: Readonly<Record<string, FieldValue>>
  readonly digest: string
}

const schemas = storageOptions as Readonly<Record<string, { readonly type: string }>>
export const optionSchema = (name: string) => storageOptions[name as keyof typeof storageOptions]

/** The values that a form for a new storage begins with. */
export const newStorage = (type: StorageType): StorageValues => ({
  storage: '',
  place: '',
  content: storageFields[type].usual,
  nodes: [],
  enabled: true,
  'prune-backups': {},
  options: {},
  digest: '',
})

/** Those of a storage that is there. */
export function storageValues(definition: StorageDefinition): StorageValues {
  const { options, content, nodes, enabled, storage, place } = definition
  const known = [...storageFields[definition.type as StorageType].options, 'max-protected-backups'].filter(
    name => options[name] !== undefined,
  )
  const value = (name: string): FieldValue => (schemas[name]?.type === 'boolean' ? isOn(options[name]) : options[name])
  return {
    storage,
    place,
    content,
    nodes,
    enabled,
    'prune-backups': parseMembers(storageOptions['prune-backups'], options['prune-backups']),
    options: Object.fromEntries(known.map(name => [name, value(name)])),
    digest: options.digest ?? '',
  }
}

/** What the values say as parameters; undefined: nothing. */
function parameters(values: StorageValues): Readonly<Record<string, FieldValue>> {
  const retention = formatMembers(storageOptions['prune-backups'], values['prune-backups'])
  const given = Object.entries(values.options).filter(([, value]) => value !== undefined && value !== '')
  return {
    ...Object.fromEntries(given),
    content: values.content.join(',') || 'none',
    nodes: values.nodes.join(',') || undefined,
    disable: values.enabled ? undefined : true,
    'prune-backups': retention || undefined,
  }
}

const given = (record: Readonly<Record<string, FieldValue>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

export function addStorageCalls(type: StorageType, values: StorageValues): readonly PlannedCall[] {
  const { place } = storageFields[type]
  return [planned('POST /storage', { storage: values.storage, type, [place]: values.place, ...given(parameters(values)) })]
}

/** Only what differs is sent; what is no longer said is removed. */
export function changeStorageCalls(to: StorageValues, from: StorageValues, digest = from.digest): readonly PlannedCall[] {
  const [target, source] = [parameters(to), parameters(from)]
  const changed = [...new Set([...Object.keys(target), ...Object.keys(source)])].filter(
    name => String(target[name]) !== String(source[name]),
  )
  if (changed.length === 0) return []
  const removed = changed.filter(name => target[name] === undefined).toSorted()
  return [
    planned('PUT /storage/{storage}', {
      storage: to.storage,
      ...Object.fromEntries(changed.filter(name => target[name] !== undefined).map(name => [name, target[name]])),
      ...(removed.length > 0 && { delete: removed.join(',') }),
      ...(digest !== '' && { digest }),
    }),
  ]
}
