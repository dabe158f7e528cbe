import type { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import type { deviceOption } from '@quorate/contract/lxc/device'
import type { featuresOption } from '@quorate/contract/lxc/features'
import type { mountPoint } from '@quorate/contract/lxc/mount-point'
import type { netOption } from '@quorate/contract/lxc/net'
import type { rootFileSystem } from '@quorate/contract/lxc/root-file-system'
import type { Static, StaticProperties } from '@quorate/schema'

/** A container's config, decoded; unknown keys are in it as text. */
export type ContainerConfig = Partial<StaticProperties<typeof lxcConfigKeys>> & { readonly [key: string]: unknown }

export type RootConfig = Static<typeof rootFileSystem>
export type MountPointConfig = Static<typeof mountPoint>
export type NetConfig = Static<typeof netOption>
export type DeviceConfig = Static<typeof deviceOption>
export type Features = Static<typeof featuresOption>

/** A raw `lxc.` line of the config: key and value as they are written. */
export type RawLine = readonly [key: string, value: string]

/** Keys of a numbered family that the config holds, by number: `['net0', 'net2']` of `net`. */
export function numberedKeys(config: Readonly<Record<string, unknown>>, family: string): string[] {
  const form = new RegExp(`^${family}(?:0|[1-9]\\d*)$`)
  return Object.keys(config)
    .filter(key => form.test(key) && typeof config[key] === 'object')
    .toSorted((a, b) => Number(a.slice(family.length)) - Number(b.slice(family.length)))
}
