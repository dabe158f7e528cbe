import type { ChangeMeta, TreeChange } from '../state/tree-change.ts'

/**
 * What the members of a cluster agree on the order of. Everything that is not a function of the tree alone (time,
 * author, tokens) is part of it, so that it has the same outcome on every node.
 */
export type Operation =
  | { readonly kind: 'commit'; readonly changes: readonly TreeChange[]; readonly meta: ChangeMeta }
  /** Takes the lock or stands in line for it. */
  | { readonly kind: 'lock'; readonly name: string; readonly token: string; readonly ttlMs: number; readonly node: string }
  | { readonly kind: 'renew'; readonly name: string; readonly token: string }
  /** Gives it up, or leaves the line. */
  | { readonly kind: 'unlock'; readonly name: string; readonly token: string }
  /** Its time is over, unless it was renewed meanwhile: `renewals` is what whoever noticed had seen. */
  | { readonly kind: 'expire'; readonly name: string; readonly token: string; readonly renewals: number }
  | { readonly kind: 'reserve'; readonly want?: number; readonly lower: number; readonly upper: number; readonly owner: string }
  /** A reservation's time is over, unless it was made again meanwhile. */
  | { readonly kind: 'unreserve'; readonly vmid: number; readonly serial: number }

export function encodeOperation(operation: Operation): string {
  if (operation.kind !== 'commit') return JSON.stringify(operation)
  const changes = operation.changes.map(change => {
    if (change.op !== 'write' && change.op !== 'rewrite') return change
    const { content } = change
    return { ...change, content: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64') }
  })
  return JSON.stringify({ ...operation, changes })
}

export function decodeOperation(text: string): Operation {
  const operation = JSON.parse(text) as Operation
  if (operation.kind !== 'commit') return operation
  const changes = operation.changes.map((change): TreeChange => {
    if (change.op !== 'write' && change.op !== 'rewrite') return change
    // As the text has it: what this function makes of it is what the type says.
    return { ...change, content: Buffer.from(String(change.content), 'base64') }
  })
  return { ...operation, changes }
}

/**
 * An operation in the order. `id` is its sender's own: one that comes again, because its sender lost sight of it, is found
 * by it and not made twice.
 */
export interface Entry {
  readonly id: string
  /** An operation as text (see encodeOperation). */
  readonly body: string
}
