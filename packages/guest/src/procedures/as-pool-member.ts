import type { Call } from '@quorate/contract'

/** A caller who makes a guest in a pool has the rights there that the guest will inherit from the pool. */
export function asPoolMember(call: Call, vmid: number, pool: string | undefined): Call {
  if (pool === undefined) return call
  const guest = `/vms/${vmid}`
  return {
    ...call,
    may: (path, ...anyOf) => call.may(path, ...anyOf) || (path === guest && call.may(`/pool/${pool}`, ...anyOf)),
  }
}
