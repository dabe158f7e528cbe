import { createHmac, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Caller } from '@quorate/contract'
import type { AccessReader } from '../access-reader.ts'
import { activeCaller } from '../authenticate.ts'
import type { TicketKeys } from './keys.ts'

/** By what a node knows that another one of the cluster says something. The same shape as the server asks for. */
export interface PeerTrust {
  sign(text: string, body?: Uint8Array): string
  verify(signature: string, text: string, body?: Uint8Array): boolean
  /** The user or token as this node knows it. Throws a Failure (401) for one that is disabled or gone. */
  callerOf(authid: string, address: string): Caller
  /** milliseconds since 1970 */
  now(): number
}

/** A change of the key may be here a moment before or after it is on the other node. milliseconds */
const overlapMs = { signing: 10_000, verifying: 600_000 }

interface Known {
  readonly key: KeyObject
  readonly secret: Buffer
}

/**
 * Nodes sign by a secret that is derived from the private key of the tickets, which only root of each of them can read:
 * a signature of the key itself would cost more than all the rest of a call.
 */
export function createPeerTrust(keys: TicketKeys, access: AccessReader, now: () => number): PeerTrust {
  let present: Known | undefined
  let before: Known | undefined

  function known(): Known {
    const key = keys.signing()
    if (present?.key === key) return present
    const derived = hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', 'quorate between nodes', 32)
    before = present
    present = { key, secret: Buffer.from(derived) }
    return present
  }
  // At once, so that the key before the next one is known.
  known()

  function digest({ secret }: Known, text: string, body: Uint8Array | undefined): Buffer {
    const hmac = createHmac('sha256', secret).update(text)
    // A text has no zero byte where it is JSON.
    if (body) hmac.update('\0').update(body)
    return hmac.digest()
  }

  /** The key before the present one, for a while. */
  const previous = (ms: number) => (before && now() - keys.signingSince() < ms ? before : undefined)

  return {
    sign(text, body) {
      const newest = known()
      return digest(previous(overlapMs.signing) ?? newest, text, body).toString('base64url')
    },
    verify(signature, text, body) {
      const given = Buffer.from(signature, 'base64url')
      const newest = known()
      return [newest, previous(overlapMs.verifying)].some(one => {
        const expected = one && digest(one, text, body)
        return expected !== undefined && given.length === expected.length && timingSafeEqual(given, expected)
      })
    },
    callerOf: (authid, address) => activeCaller(access, authid, address),
    now,
  }
}
