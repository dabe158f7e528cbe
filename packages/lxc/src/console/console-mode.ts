import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { configDecoderOf, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'

/** What a console shows: a terminal with its login, the console that the system writes to, a shell of root. */
export type ConsoleMode = 'tty' | 'console' | 'shell'

const { cmode, console, tty } = lxcConfigKeys
const decode = configDecoderOf({ cmode, console, tty })

/** Fails when the container's config leaves it without what its console would show. */
export function consoleMode(vmid: number, section: ConfigSection): ConsoleMode {
  const { config, errors } = decode(section)
  if (errors['cmode']) throw new Failure(`CT ${vmid}: cmode: ${errors['cmode']}`)
  const mode = config.cmode ?? 'tty'
  if (mode === 'console' && config.console === false)
    throw new Failure(`CT ${vmid} has no console: set 'console: 1' and start it again, or another 'cmode'`)
  if (mode === 'tty' && config.tty === 0)
    throw new Failure(`CT ${vmid} has no terminals: set 'tty: 1' and start it again, or 'cmode: console' or 'cmode: shell'`)
  return mode
}
