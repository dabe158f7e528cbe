import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

/** A bridge of a node, Linux, Open vSwitch or virtual network; one that is not listed can be typed. */
export function BridgePicker({ node, ...picker }: PickerProps & { readonly node: string }) {
  const { t } = useLingui()
  const { data } = useCall('GET /nodes/{node}/network', { node, type: 'any_bridge' }, { watch: [`/nodes/${node}/interfaces`] })
  const choices = useMemo(
    () =>
      (data ?? []).map(({ iface, comments, cidr }) => ({
        value: iface,
        label: iface,
        detail: [comments?.trim(), cidr].filter(Boolean).join(' · ') || undefined,
      })),
    [data],
  )
  return <PickerField label={t`Bridge`} {...picker} choices={choices} custom />
}
