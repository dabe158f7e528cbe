import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { formatBytes } from '../../ui/format.ts'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

export interface StoragePickerProps extends PickerProps {
  readonly node: string
  /** What it must take: `images`, `rootdir`, `iso`, `vztmpl`, `backup`, `snippets`, `import`. */
  readonly content?: string
}

/** The storages of a node that take a content, by name. */
export function useStorages(node: string, content?: string) {
  const { storages } = useStore(live.inventory)
  return useMemo(
    () =>
      [...storages.values()]
        .filter(storage => storage.node === node && (content === undefined || storage.content.includes(content)))
        .toSorted((a, b) => a.storage.localeCompare(b.storage)),
    [storages, node, content],
  )
}

/** A storage of a node, with what is free on it. */
export function StoragePicker({ node, content, ...picker }: StoragePickerProps) {
  const { t } = useLingui()
  const storages = useStorages(node, content)
  const choices = useMemo(
    () =>
      storages.map(({ storage, active, used, total, type }) => {
        const [free, all] = [formatBytes(total - used), formatBytes(total)]
        return {
          value: storage,
          label: storage,
          detail: total > 0 ? t`${free} of ${all} free` : type,
          disabledReason: active ? undefined : t`Not available`,
        }
      }),
    [storages, t],
  )
  return <PickerField label={t`Storage`} {...picker} choices={choices} />
}
