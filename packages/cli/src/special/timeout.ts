import { UsageFailure } from '../read-arguments.ts'

const timedOut = Symbol('timed out')

/** A signal that aborts after so many seconds, if any are given. Aborting it by hand also ends the waiting. */
export function withTimeout(seconds: string | undefined): AbortController {
  const controller = new AbortController()
  if (seconds === undefined) return controller
  if (!/^[1-9]\d{0,6}$/.test(seconds)) throw new UsageFailure(`timeout: '${seconds}' is not a number of seconds from 1`)
  const timer = setTimeout(() => controller.abort(timedOut), Number(seconds) * 1000)
  controller.signal.addEventListener('abort', () => clearTimeout(timer))
  return controller
}

export const isTimeout = (signal: AbortSignal): boolean => signal.reason === timedOut
