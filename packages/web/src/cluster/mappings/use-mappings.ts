import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { asMapping, type Mapping } from './mapping-kind.ts'

/** All mappings of devices and directories; problems are those on the first node. */
export function useMappings() {
  const { nodes } = useStore(live.inventory)
  const [node] = [...nodes.keys()].toSorted()
  const checked = node === undefined ? {} : { 'check-node': node }
  const watch = ['/mapping']
  const pci = useCall('GET /cluster/mapping/pci', checked, { watch })
  const usb = useCall('GET /cluster/mapping/usb', checked, { watch })
  const dir = useCall('GET /cluster/mapping/dir', checked, { watch })
  const mappings = useMemo<readonly Mapping[]>(
    () => [
      ...(pci.data ?? []).map(answer => asMapping('pci', answer)),
      ...(usb.data ?? []).map(answer => asMapping('usb', answer)),
      ...(dir.data ?? []).map(answer => asMapping('dir', answer)),
    ],
    [pci.data, usb.data, dir.data],
  )
  return {
    mappings,
    loaded: pci.data !== undefined && usb.data !== undefined && dir.data !== undefined,
    error: pci.error ?? usb.error ?? dir.error,
  }
}
