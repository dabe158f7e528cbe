import type { SpecialRun } from '../special-run.ts'
import { runInside } from './run-inside.ts'

/** A shell in a container, as after a login. */
export const enter: SpecialRun = call => runInside(call, [])
