import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { configTextsOf, cryptPassword, keysToTakeBackOf } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { windowsVersion } from '../devices/os-type.ts'

const texts = configTextsOf(qemuConfigKeys, /^memory$|^(?:net|ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+$|^cdrom$/)

/** The config keys among decoded parameters, with the texts that a config holds. `given`: property strings as they came. */
export function configTexts(
  parameters: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const found = texts(parameters, given)
  const cdrom = found.get('cdrom')
  if (cdrom === undefined) return found
  found.delete('cdrom')
  return found.set('ide2', `${cdrom},media=cdrom`)
}

/** What stands for a password wherever one is shown. */
const masked = '**********'

/**
 * Passwords for cloud-init are kept hashed, as the guest's own files hold them. Windows has no use for a hash: there it
 * stays as it is. A mask that is sent back changes nothing. `ostype`: what the config says where the texts do not.
 */
export async function hashPassword(host: Host, texts: Map<string, string>, ostype?: string): Promise<void> {
  const plain = texts.get('cipassword')
  if (plain === masked) texts.delete('cipassword')
  if (!plain || plain === masked || /^\$(?:5|6|y)\$/.test(plain)) return
  if (windowsVersion(texts.get('ostype') ?? ostype) !== undefined) return
  texts.set('cipassword', await cryptPassword(host, plain))
}

/** Keys of a VM to be deleted or reverted: refuses unknown ones and those that the caller may not set. */
export const keysToTakeBack = keysToTakeBackOf(qemuConfigKeys)
