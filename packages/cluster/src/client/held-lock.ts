import { randomUUID } from 'node:crypto'
import { Failure } from '@quorate/schema/failure'
import { Refusal } from '../refusal.ts'
import type { Link } from './link.ts'

/** Takes a named lock and renews it until it is given up. Fails with `can't lock file 'x' - got timeout`. */
export async function takeLock(link: Link, name: string, options: { ttlMs: number; waitMs: number }): Promise<AsyncDisposable> {
  const token = randomUUID()
  const { ttlMs, waitMs } = options
  await link.ask({ op: 'lock', name, token, ttlMs, waitMs })
  let lost = false
  const renew = async () => {
    try {
      if ((await link.ask({ op: 'renew', name, token })) === false) lost = true
    } catch (error) {
      process.emitWarning(`the lock '${name}' was not renewed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const timer = setInterval(() => void renew(), Math.max(10, Math.floor(ttlMs / 3))).unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      try {
        if ((await link.ask({ op: 'unlock', name, token })) === false) lost = true
      } catch (error) {
        // Nobody to give it to: it ends by itself, unrenewed.
        if (!(error instanceof Failure)) throw error
      }
      if (lost)
        throw new Refusal('not-held', `the lock '${name}' ended before its work did: another process may have worked at the same time`)
    },
  }
}
