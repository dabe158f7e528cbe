import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { guestAddress } from '../../addresses.ts'

/** The tab that lists devices: a container has resources. */
export const deviceTab = (kind: 'qemu' | 'lxc'): string => (kind === 'qemu' ? 'hardware' : 'resources')

/** Opens and closes what stands behind the tab in the address: `/guests/100/hardware/scsi0`. */
export function useItem(vmid: number, tab: string): { readonly open: (item: string) => void; readonly close: () => void } {
  const navigate = useNavigate()
  const go = useCallback((item?: string) => void navigate({ to: guestAddress(vmid, tab, item), resetScroll: false }), [navigate, vmid, tab])
  return { open: go, close: useCallback(() => go(), [go]) }
}
