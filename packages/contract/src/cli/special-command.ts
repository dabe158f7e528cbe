import type { Properties } from '@quorate/schema'

/** A command that is not one API call: what help and completion need to know of it. */
export interface SpecialCommandSpec {
  /** `qm showcmd <vmid>`; what stands after the last argument in brackets is passed on. */
  readonly usage: string
  readonly description: string
  readonly aliases: readonly string[]
  readonly options: Properties
}

export function special(usage: string, description: string, options: Properties = {}, aliases: readonly string[] = []): SpecialCommandSpec {
  return { usage, description, aliases, options }
}
