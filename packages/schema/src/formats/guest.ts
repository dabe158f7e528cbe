import { isAbsolutePath, matching, staysInside, testing, type Format } from './format.ts'

const volume = /^[a-z][a-z0-9\-_.]*[a-z0-9]:(.+)$/i

/** `storage:name`; the name is relative and never leads out of the storage. */
export function isVolumeId(text: string): boolean {
  const match = volume.exec(text)
  return match !== null && text.length <= 512 && staysInside(match[1]!)
}

const hotplug = /^(?:network|disk|cpu|memory|usb|cloudinit|0|1)$/

function isCpuSet(text: string): boolean {
  return text.split(',').every(part => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part)
    return match !== null && Number(match[1]) <= Number(match[2] ?? match[1])
  })
}

function isCommandBatch(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every(item => typeof item === 'object' && item !== null && !Array.isArray(item))
  } catch {
    return false
  }
}

/** Values of guest and storage configuration. */
export const guestFormats: Record<string, Format> = {
  'disk-size': matching('disk size', /^\d{1,16}(?:\.\d{1,6})?[KMGT]?$/),
  'pve-volume-id': testing('volume ID', isVolumeId),
  'pve-volume-id-or-qm-path': testing('volume', text => text === 'none' || text === 'cdrom' || isAbsolutePath(text) || isVolumeId(text)),
  'pve-volume-id-or-absolute-path': testing('volume ID or absolute path', text => isAbsolutePath(text) || isVolumeId(text)),
  // A bare number is the size in GiB of a new volume on the storage that is named beside it.
  'pve-lxc-mp-string': testing('volume or path', text => isAbsolutePath(text) || isVolumeId(text) || /^\d+(?:\.\d+)?$/.test(text)),
  'pve-lxc-dev-string': testing('device path', text => text.startsWith('/dev/') && isAbsolutePath(text)),
  'pve-qm-bootdisk': matching('boot disk', /^(?:ide|sata|scsi|virtio)\d{1,3}$/),
  'pve-cpuset': testing('CPU set', isCpuSet),
  'pve-hotplug-features': testing('list of hotplug features', text => text.split(/[,; ]+/).every(part => hotplug.test(part))),
  'pve-tag': matching('tag', /^[a-z0-9_][a-z0-9_\-+.]*$/i, 124),
  'pve-ct-timezone': testing('time zone', text => text === 'host' || (/^[A-Za-z0-9_+\-/]{1,64}$/.test(text) && staysInside(text))),
  'pve-command-batch': testing('batch of commands', isCommandBatch),
  'pve-dir-override': testing('directory override', text => {
    const match = /^(?:images|rootdir|iso|vztmpl|backup|snippets|import)=(.+)$/.exec(text)
    return match !== null && staysInside(match[1]!.replace(/^\//, ''))
  }),
  'pve-storage-path': testing('absolute path', text => isAbsolutePath(text) && text.length <= 1024),
  'pve-storage-path-in-property-string': testing('absolute path', text => isAbsolutePath(text) && !text.includes(',')),
  'pve-storage-options': matching('mount options', /^[^\s,=]+(?:=[^\s,]*)?(?:,[^\s,=]+(?:=[^\s,]*)?)*$/, 512),
  urlencoded: matching('URL-encoded text', /^(?:[A-Za-z0-9\-._~!*'();:@&=+$,/?#[\]]|%[0-9A-Fa-f]{2})*$/, 65_536),
  'pem-certificate-chain': testing('PEM certificate chain', text => isPem(text, /^CERTIFICATE$/)),
  'pem-string': testing('PEM text', text => isPem(text, /^[A-Z0-9 ]+$/)),
  string: () => undefined,
}

/** Formats whose texts have several lines by nature. */
export const multiLineFormats: ReadonlySet<string> = new Set(['pem-certificate-chain', 'pem-string', 'pve-command-batch'])

function isPem(text: string, label: RegExp): boolean {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----\s*/g)]
  return (
    blocks.length > 0 &&
    blocks.every(block => label.test(block[1]!)) &&
    text.trim().startsWith('-----BEGIN ') &&
    text.trim().endsWith('-----')
  )
}
