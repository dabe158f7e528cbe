import type { Call } from '@quorate/contract'
import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { checkBridge, isVolume, keySchemas, type GuestConfig } from '@quorate/guest'
import { compileDecoder, Failure, permissionFailure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { checkDriveKind } from './drive-access.ts'
import { isDriveKey } from '../vm-keys.ts'

type Members = Readonly<Record<string, unknown>>

const schemaOf = keySchemas(qemuConfigKeys)

function rootOnly(key: string, what: string): never {
  throw new Failure(`Permission check failed (only root@pam may set '${key}' to ${what})`, { status: 403 })
}

/** The value as the start of the VM will read it; what cannot be read is nobody's but root's. */
function membersOf(key: string, text: string): Members {
  const decoded = compileDecoder({ [key]: schemaOf(key) ?? {} })({ [key]: text })
  const value = 'ok' in decoded ? decoded.ok[key] : undefined
  return typeof value === 'object' && value !== null ? (value as Members) : rootOnly(key, 'a value that cannot be read')
}

function checkMapped(call: Call, key: string, kind: 'pci' | 'usb', { mapping, host, romfile }: Members): void {
  const shared = kind === 'usb' && String(host).toLowerCase() === 'spice'
  if (host !== undefined && !shared) rootOnly(key, 'a device of the host: use a mapping')
  // A ROM is any file of QEMU's folder, shown to the guest.
  if (romfile !== undefined) rootOnly(key, 'a device with a ROM file')
  if (mapping !== undefined) call.authorize(`/mapping/${kind}/${String(mapping)}`, 'Mapping.Use')
  else if (!shared) rootOnly(key, 'a device of the host: use a mapping')
}

function checkSnippet(call: Call, key: string, file: unknown): void {
  if (typeof file !== 'string') return
  if (!isVolume(file)) rootOnly(key, `the file '${file}'`)
  const path = `/storage/${storageOf(file)}`
  const anyOf = ['Datastore.Audit', 'Datastore.AllocateSpace'] as const
  if (!call.may(path, ...anyOf)) throw permissionFailure(path, anyOf)
}

/** Refuses what depends on the value of a setting and not on its key alone: devices, mappings, bridges and files. */
export function checkValueAccess(call: Call, key: string, text: string): void {
  if (call.caller.root) return
  switch (key.replace(/\d+$/, '')) {
    case 'hostpci':
      return checkMapped(call, key, 'pci', membersOf(key, text))
    case 'usb':
      return checkMapped(call, key, 'usb', membersOf(key, text))
    case 'serial':
      return text === 'socket' ? undefined : rootOnly(key, 'a device of the host')
    case 'parallel':
      return rootOnly(key, 'a device of the host')
    case 'virtiofs':
      return call.authorize(`/mapping/dir/${String(membersOf(key, text).dirid)}`, 'Mapping.Use')
    case 'ivshmem':
      return membersOf(key, text).name === undefined ? undefined : rootOnly(key, 'memory with a name, which any other guest may have')
    case 'net':
      return checkBridge(call, membersOf(key, text))
    case 'vmstatestorage':
      return call.authorize(`/storage/${text}`, 'Datastore.AllocateSpace')
    case 'cicustom':
      return Object.values(membersOf(key, text)).forEach(file => checkSnippet(call, key, file))
  }
}

/** A clone is a new guest: the devices and networks that it takes along have to be the caller's to give. */
export function checkClonedAccess(call: Call, values: ReadonlyMap<string, string>): void {
  for (const [key, text] of values) if (device.test(key) || /^net\d+$/.test(key)) checkValueAccess(call, key, text)
}

const device = /^(?:hostpci|usb|serial|parallel|virtiofs)\d+$|^ivshmem$/

/** Is the key one of a device that not everybody may give a VM? */
export function isDeviceKey(key: string): boolean {
  return device.test(key)
}

/** Refuses to take away or replace what the caller could not have set: a device that only root gives, a disk, a CD-ROM. */
export function checkPresentAccess(call: Call, vmid: number, config: GuestConfig, keys: Iterable<string>): void {
  if (call.caller.root) return
  for (const key of keys) {
    for (const text of [config.current.get(key), config.pending?.get(key)]) {
      if (text === undefined) continue
      if (isDriveKey(key)) checkDriveKind(call, vmid, text)
      else if (device.test(key)) checkValueAccess(call, key, text)
    }
  }
}
