import type { ConfigReader } from '@quorate/cluster'
import type { AccessConfig } from './config/access-config.ts'
import { cachedFile } from './config/cached-file.ts'
import { parseUserConfig } from './config/user-cfg.ts'
import { Decider } from './decide/decide.ts'

/** `user.cfg` as it is now, parsed once per change. */
export interface AccessReader {
  /** Never to be changed. */
  config(): AccessConfig
  decider(): Decider
  /** seconds since 1970 */
  now(): number
}

export function createAccessReader(reader: ConfigReader, nowMs: () => number): AccessReader {
  const read = cachedFile(reader, 'user.cfg', text => new Decider(parseUserConfig(text ?? '')))
  let present: Decider | undefined
  const decider = () => {
    if (present) return present
    present = read()
    // Whoever filters thousands of rows in one go asks the store once. After any await it is asked again.
    queueMicrotask(() => (present = undefined))
    return present
  }
  return { config: () => decider().config, decider, now: () => Math.floor(nowMs() / 1000) }
}
