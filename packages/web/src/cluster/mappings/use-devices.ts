import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { ComboboxChoice } from '../../ui/combobox.tsx'
import type { MapEntry, MappingKind } from './mapping-kind.ts'

/** A device of a node as a mapping's entry. */
export interface Device extends ComboboxChoice {
  readonly entry: Omit<MapEntry, 'node'>
}

const hex = (text: string | undefined) => (text ?? '').replace(/^0x/, '')

/** What can be mapped on a node. */
export function useDevices(kind: MappingKind, node: string): readonly Device[] {
  const { data: pci } = useCall('GET /nodes/{node}/hardware/pci', { node }, { enabled: kind === 'pci' && node !== '' })
  const { data: usb } = useCall('GET /nodes/{node}/hardware/usb', { node }, { enabled: kind === 'usb' && node !== '' })
  return useMemo(() => {
    if (kind === 'pci')
      return (pci ?? []).map(device => {
        const subsystem = device.subsystem_vendor ? `${hex(device.subsystem_vendor)}:${hex(device.subsystem_device)}` : undefined
        return {
          value: device.id,
          label: `${device.id} ${device.device_name ?? ''}`.trim(),
          detail: [device.vendor_name, device.iommugroup >= 0 ? `IOMMU ${device.iommugroup}` : undefined].filter(Boolean).join(' · '),
          entry: {
            path: device.id,
            id: `${hex(device.vendor)}:${hex(device.device)}`,
            ...(device.iommugroup >= 0 && { iommugroup: device.iommugroup }),
            ...(subsystem !== undefined && { 'subsystem-id': subsystem }),
          },
        }
      })
    return (usb ?? []).map(device => {
      const id = `${hex(device.vendid)}:${hex(device.prodid)}`
      const path = device.usbpath ? `${device.busnum}-${device.usbpath}` : undefined
      return { value: id, label: `${id} ${device.product ?? ''}`.trim(), detail: device.manufacturer ?? path, entry: { id } }
    })
  }, [kind, pci, usb])
}
