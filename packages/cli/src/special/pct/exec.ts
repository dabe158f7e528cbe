import { UsageFailure } from '../../read-arguments.ts'
import type { SpecialRun } from '../special-run.ts'
import { runInside } from './run-inside.ts'

/** A program in a container, with this command's input, outputs and exit code. */
export const exec: SpecialRun = async call => {
  const command = [call.read().parameters['extra-args'] ?? []].flat()
  if (command.length === 0) throw new UsageFailure('extra-args: the program to run is missing')
  return await runInside(call, command)
}
