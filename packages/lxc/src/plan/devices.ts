import { Failure } from '@quorate/schema'
import { numberedKeys, type ContainerConfig, type DeviceConfig } from './container-config.ts'
import type { ContainerFacts } from './container-facts.ts'
import type { DevicePlan } from './container-plan.ts'
import { mountEntry, type ConfigLines } from './lxc-text.ts'

const usualMode = 0o660

/**
 * What every container may open: null, zero, full, random, urandom, tty, console, ptmx and terminals. Nodes of all devices
 * may be made and not opened, which unpacking an archive needs.
 */
const always = [
  'c *:* m',
  'b *:* m',
  'c 1:3 rwm',
  'c 1:5 rwm',
  'c 1:7 rwm',
  'c 1:8 rwm',
  'c 1:9 rwm',
  'c 5:0 rwm',
  'c 5:1 rwm',
  'c 5:2 rwm',
  'c 136:* rwm',
]
const fuse = 'c 10:229 rwm'

/** devN of the config. Fails for what is no device of this node. */
export function planDevices(config: ContainerConfig, facts: ContainerFacts): DevicePlan[] {
  const devices = numberedKeys(config, 'dev').map((key): DevicePlan => {
    const { path, mode, uid, gid, 'deny-write': denyWrite } = config[key] as DeviceConfig
    if (path === undefined) throw new Failure(`${key}: names no device`)
    const found = facts.devices.get(path)
    if (!found) throw new Failure(`${key}: '${path}' is no device of node ${facts.node}`)
    return {
      key,
      path,
      ...found,
      mode: mode === undefined ? usualMode : Number.parseInt(mode, 8),
      uid: uid ?? 0,
      gid: gid ?? 0,
      readOnly: denyWrite ?? false,
    }
  })
  for (const [at, device] of devices.entries()) {
    const other = devices.slice(0, at).find(one => one.path === device.path)
    if (other) throw new Failure(`${device.key}: ${other.key} is the device '${device.path}' already`)
  }
  return devices
}

/** Rules of the control group for devices, without the key: `c 10:229 rwm` */
export function deviceRules(devices: readonly DevicePlan[], config: ContainerConfig): string[] {
  return [
    ...always,
    ...(config.features?.fuse ? [fuse] : []),
    ...devices.map(({ kind, major, minor, readOnly }) => `${kind} ${major}:${minor} ${readOnly ? 'r' : 'rw'}m`),
  ]
}

/** The nodes are bound in from a folder of the host: of an unprivileged container nobody else can make them. */
export function deviceLines(devices: readonly DevicePlan[], folder: string): ConfigLines {
  return devices.map(({ key, path }) => mountEntry(`${folder}/${key}`, path.slice(1), 'none', 'bind,create=file'))
}
