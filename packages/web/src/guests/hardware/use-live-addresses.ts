import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { guestInterfaces } from '../summary/guest-addresses.ts'

/** The addresses that a running container's cards have now, by MAC address in capitals. */
export function useLiveAddresses({ kind, status, node, vmid }: Guest): ReadonlyMap<string, readonly string[]> {
  const { data } = useCall(
    'GET /nodes/{node}/lxc/{vmid}/interfaces',
    { node, vmid },
    // No event tells of addresses.
    { everyMs: 30_000, watch: [`/vms/${vmid}`], enabled: kind === 'lxc' && status === 'running' },
  )
  return useMemo(() => new Map((data ? guestInterfaces(data) : []).map(({ mac, addresses }) => [mac.toUpperCase(), addresses])), [data])
}
