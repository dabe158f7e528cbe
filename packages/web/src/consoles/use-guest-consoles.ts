import { useCall } from '../api/use-call.ts'
import type { Guest } from '../live/guest.ts'
import { consolesOf, type GuestConsoles } from './guest-consoles.ts'

/** As `consolesOf`, following the configuration; before it is known, what every guest of its kind has. */
export function useGuestConsoles(guest: Guest): GuestConsoles {
  const { node, vmid, kind } = guest
  const config = useCall('GET /nodes/{node}/qemu/{vmid}/config', { node, vmid }, { watch: [`/vms/${vmid}`], enabled: kind === 'qemu' })
  return consolesOf(guest, config.data ?? {})
}
