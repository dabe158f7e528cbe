import type { SpecialCall } from '../special-run.ts'
import { isSet, one } from '../special-run.ts'
import { ctPath } from '../guest-path.ts'

/** Runs a program in a container on this terminal, or the shell of its root; answers the program's exit code. */
export async function runInside({ connection, terminal, read }: SpecialCall, command: readonly string[]): Promise<number> {
  const { parameters } = read()
  const { data } = await connection.call('GET', `${ctPath(connection, one(parameters, 'vmid'))}/attach-command`, {
    'keep-env': isSet(one(parameters, 'keep-env')) ? 1 : 0,
    ...(command[0] !== undefined && { program: command[0] }),
  })
  const attach = data as { program: string; arguments: readonly string[] }
  return await terminal.run(attach.program, [...attach.arguments, ...command])
}
