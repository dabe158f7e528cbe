import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { formatBytes } from '../../ui/format.ts'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

/** A node of the cluster; one that is down cannot be chosen. */
export function NodePicker({ except, ...picker }: PickerProps & { readonly except?: readonly string[] }) {
  const { t } = useLingui()
  const { nodes } = useStore(live.inventory)
  const choices = useMemo(
    () =>
      [...nodes.values()]
        .filter(({ node }) => !except?.includes(node))
        .map(({ node, status, mem, maxmem }) => {
          const free = formatBytes(maxmem - mem)
          return {
            value: node,
            label: node,
            detail: maxmem > 0 ? t`${free} memory free` : undefined,
            disabledReason: status === 'online' ? undefined : t`Offline`,
          }
        }),
    [nodes, except, t],
  )
  return <PickerField label={t`Node`} {...picker} choices={choices} />
}
