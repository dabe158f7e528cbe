import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ConfigStore } from '@quorate/cluster'
import { Failure } from '@quorate/schema'

/** Which guest's SPICE a ticket opens. */
export interface SpiceTarget {
  readonly vmid: number
  /** In small letters, as host names are compared. */
  readonly node: string
  readonly port: number
}

const secretPath = 'priv/spiceproxy.key'
/** A client opens its channels one after the other, each with the ticket. */
export const spiceTicketSeconds = 60
/** Clocks of a cluster's nodes may differ by this much. seconds */
const clockSlack = 10

/** undefined: no ticket was ever given out */
export function presentSpiceSecret(store: Pick<ConfigStore, 'read'>): string | undefined {
  return store.read(secretPath)?.text
}

/** The cluster's secret that signs tickets; made when there is none. Of several nodes that make it at once one wins. */
export async function spiceSecret(store: ConfigStore): Promise<string> {
  const present = presentSpiceSecret(store)
  if (present !== undefined) return present
  const made = `${randomBytes(32).toString('base64')}\n`
  try {
    await store.commit([{ op: 'write', path: secretPath, text: made, expect: 0 }], { authid: 'root@pam' })
    return made
  } catch (error) {
    const others = presentSpiceSecret(store)
    if (others === undefined) throw new Failure('cannot create the key that signs SPICE tickets', { cause: error })
    return others
  }
}

function signatureOf(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 40)
}

/**
 * `pvespiceproxy:HEXTIME:100:pve:61000::SIGNATURE`. Clients take it for a host name and may change the case of its
 * letters; labels of host names are short, which is why the signature has 160 bits.
 */
export function issueSpiceTicket(secret: string, { vmid, node, port }: SpiceTarget, nowMs: number): string {
  const stamp = Math.floor(nowMs / 1000).toString(16)
  const text = `pvespiceproxy:${stamp}:${vmid}:${node.toLowerCase()}:${port}`
  return `${text}::${signatureOf(secret, text)}`
}

/** undefined: it was never given out, or too long ago. */
export function readSpiceTicket(secret: string, ticket: string, nowMs: number): SpiceTarget | undefined {
  const match = /^(pvespiceproxy:([0-9a-f]{8,10}):(\d{3,9}):([a-z0-9.-]{1,63}):(\d{1,5}))::([0-9a-f]{40})$/.exec(ticket.toLowerCase())
  if (!match) return undefined
  const [, text = '', stamp = '', vmid, node = '', port, signature = ''] = match
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(secret, text)))) return undefined
  const age = nowMs / 1000 - Number.parseInt(stamp, 16)
  if (age < -clockSlack || age > spiceTicketSeconds) return undefined
  return { vmid: Number(vmid), node, port: Number(port) }
}
