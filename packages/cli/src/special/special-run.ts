import type { ApiMethod } from '../api-method.ts'
import type { Command } from '../command.ts'
import type { Connection } from '../connection.ts'
import type { ReadArguments } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'

/** A command that is more than one API call, about to run. */
export interface SpecialCall {
  /** `qm wait` */
  readonly name: string
  readonly command: Command
  /** What follows the command's words. */
  readonly argv: readonly string[]
  readonly connection: Connection
  readonly terminal: Terminal
  /** All methods of the API; `whole`: with their texts, which takes longer. */
  methods(whole: boolean): Promise<readonly ApiMethod[]>
  /** Reads the arguments; throws when one is missing or unknown. */
  read(): ReadArguments
}

/** Answers the exit code. */
export type SpecialRun = (call: SpecialCall) => Promise<number>

/** A parameter that has one value. */
export const one = (parameters: Readonly<Record<string, string | readonly string[]>>, name: string): string | undefined => {
  const value = parameters[name]
  return typeof value === 'string' ? value : value?.at(-1)
}

export const isSet = (text: string | undefined): boolean => text !== undefined && /^(?:1|yes|on|true)$/i.test(text)
