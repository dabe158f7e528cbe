import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { keySchemas, keysToTakeBackOf } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { encodeText } from '@quorate/schema'
import { windowsVersion } from '../devices/os-type.ts'

const schemaOf = keySchemas(qemuConfigKeys)

/** Keys whose text is completed or rewritten here anyway; all others keep a person's own words. */
const rewritten = /^memory$|^(?:net|ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+$|^cdrom$/

/** The config keys among decoded parameters, with the texts that a config holds. `given`: property strings as they came. */
export function configTexts(
  parameters: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined || key === 'delete' || key === 'digest' || key === 'vmid' || key === 'node') continue
    const schema = schemaOf(key)
    if (!schema) continue
    const text = rewritten.test(key) ? undefined : given[key]?.trim()
    if (key === 'cdrom') texts.set('ide2', `${encodeText(schema, value)},media=cdrom`)
    else texts.set(key, text ?? encodeText(schema, value))
  }
  // A bare number would do for us; Terraform reads the order only by its name.
  const startup = texts.get('startup')
  if (startup !== undefined) texts.set('startup', startup.replace(/^(?=\d)/, 'order='))
  return texts
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
  const { stdout } = await host.exec('openssl', ['passwd', '-6', '-stdin'], { input: `${plain}\n`, timeoutMs: 5000 })
  texts.set('cipassword', stdout.trim())
}

/** Keys of a VM to be deleted or reverted: refuses unknown ones and those that the caller may not set. */
export const keysToTakeBack = keysToTakeBackOf(qemuConfigKeys)
