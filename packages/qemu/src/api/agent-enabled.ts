import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { configDecoderOf, type ConfigSection } from '@quorate/guest'

const decode = configDecoderOf({ agent: qemuConfigKeys.agent })

/** Does the config promise an agent in the guest? One that cannot be read promises none. */
export function agentEnabled(section: ConfigSection): boolean {
  return decode(section).config.agent?.enabled === true
}
