import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import { newestMachine } from '../devices/machine-version.ts'
import { windowsVersion } from '../devices/os-type.ts'

/**
 * Windows takes another version of a machine for another computer. A new guest of it therefore gets the present version
 * written into its config. undefined: `machine` stays as it is.
 */
export function pinnedMachine(values: ReadonlyMap<string, string>, qemu: Pick<QemuCapabilities, 'machines'>): string | undefined {
  if (windowsVersion(values.get('ostype')) === undefined) return undefined
  const parts = (values.get('machine') ?? 'pc').split(',')
  const at = parts.findIndex(part => /^(?:type=)?(?:pc|q35)$/.test(part))
  if (at < 0 && parts.some(part => !part.includes('=') || part.startsWith('type='))) return undefined
  const kind = at >= 0 && parts[at]?.endsWith('q35') ? 'q35' : 'pc'
  const pinned = newestMachine(kind, qemu)
  if (pinned === undefined) return undefined
  return at < 0 ? [pinned, ...parts].join(',') : parts.with(at, pinned).join(',')
}
