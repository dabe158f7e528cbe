import { Failure } from '@quorate/schema/failure'
import type { Connection, StreamEvent } from './connection.ts'

/** Nobody can tell when a daemon is back: it is tried this often, for about 20 seconds. */
const tryEveryMs = 200
const mostTries = 100

/** The connection broke, which says nothing about what was asked for. */
export const isBroken = (error: unknown): boolean => error instanceof Failure && error.cause !== undefined

/**
 * The event stream over a restart of the daemon. It begins anew each time with an event that says so; ends when `signal`
 * aborts or the daemon stays away.
 */
export async function* steadyEvents(connection: Connection, types: readonly string[], signal: AbortSignal): AsyncGenerator<StreamEvent> {
  for (let tries = 0; tries < mostTries && !signal.aborted; tries += 1) {
    try {
      for await (const event of connection.events(types, signal)) {
        tries = 0
        yield event
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
    if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, tryEveryMs))
  }
}
