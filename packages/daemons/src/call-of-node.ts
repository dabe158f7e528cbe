import type { Call } from '@quorate/contract'

/** A call that the node makes of itself: it may everything. `address`: why, where the address of a client stands otherwise */
export function callOfNode(node: string, address: string): Call {
  const caller = { authid: 'root@pam', userid: 'root@pam', root: true, address } as const
  return { caller, node, signal: new AbortController().signal, authorize: () => undefined, may: () => true }
}
