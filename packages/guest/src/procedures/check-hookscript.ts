import { Failure, failureText, parameterFailure } from '@quorate/schema'
import { hookscriptPath, type HookServices } from '../hooks/hookscript-path.ts'

/** Refuses a new hook script that could not be run: no snippet, missing, not executable. */
export async function checkHookscript(services: HookServices, volid: string | undefined): Promise<void> {
  if (volid === undefined) return
  try {
    await hookscriptPath(services, volid)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw parameterFailure({ hookscript: failureText(error) })
  }
}
