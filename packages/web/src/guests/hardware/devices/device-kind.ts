import type { SchemaData } from '@quorate/schema'
import type { ReactNode } from 'react'
import type { Members } from '../../../forms/property-string.ts'
import type { Guest } from '../../../live/guest.ts'
import type { GuestConfig } from '../../config/use-guest-config.ts'

/** Values of a device's form: members of its property string, and choices with `@` that `write` turns into members. */
export type DeviceValues = Members

export interface DeviceFieldsProps {
  readonly guest: Guest
  readonly config: GuestConfig
  /** The key that it has or gets. */
  readonly name: string
  readonly schema: SchemaData
  readonly values: DeviceValues
  readonly onChange: (values: DeviceValues) => void
  /** Refusals by member. */
  readonly errors: Readonly<Record<string, string>>
  readonly adding: boolean
}

/** How one kind of device is added and edited. */
export interface DeviceKind {
  /** Of the key without its number: `net`. */
  readonly kind: string
  /** Other kinds of keys that the same form may give it: buses of a disk. */
  readonly buses?: readonly string[]
  readonly schema: SchemaData
  readonly Fields: (props: DeviceFieldsProps) => ReactNode
  /** Values of a new one. */
  readonly begin?: (config: GuestConfig, guest: Guest) => DeviceValues
  /** Values that must be given. */
  readonly needs?: (values: DeviceValues, adding: boolean) => readonly string[]
  /** The members that the form's values stand for. */
  readonly write?: (values: DeviceValues) => Members
  /** Adding it makes a volume. */
  readonly task?: boolean
}

/** The values without the form's own choices. */
export const plainMembers = (values: DeviceValues): Members =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('@')))
