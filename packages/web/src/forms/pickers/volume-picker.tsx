import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { formatBytes } from '../../ui/format.ts'
import { NoVolumeYet } from './no-volume-yet.tsx'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

export interface VolumePickerProps extends PickerProps {
  readonly node: string
  /** undefined: no storage is chosen yet. */
  readonly storage: string | undefined
  /** `iso`, `vztmpl`, `images`, `import`, `snippets` */
  readonly content: string
  /** Only volumes of this guest. */
  readonly vmid?: number
}

/** `local:iso/debian.iso` → debian.iso */
export const volumeName = (volid: string): string => volid.slice(volid.indexOf(':') + 1).replace(/^.*\//, '')

/** Where a storage's page lists what can be brought to it. */
const tabs: Readonly<Record<string, string>> = { iso: 'iso', vztmpl: 'templates', import: 'files' }

/** A volume on a storage. */
export function VolumePicker({ node, storage, content, vmid, ...picker }: VolumePickerProps) {
  const { t } = useLingui()
  const { data, error } = useCall(
    'GET /nodes/{node}/storage/{storage}/content',
    { node, storage: storage ?? '', content, vmid },
    { enabled: storage !== undefined, tasks: ['imgcopy', 'imgdel', 'download', 'upload', 'vzdump'] },
  )
  const tab = tabs[content]
  const choices = useMemo(
    () =>
      (storage === undefined ? [] : (data ?? [])).map(volume => ({
        value: volume.volid,
        label: volumeName(volume.volid),
        detail: formatBytes(volume.size),
      })),
    [data, storage],
  )
  return (
    <PickerField
      label={t`Volume`}
      {...picker}
      {...(tab !== undefined &&
        storage !== undefined &&
        data?.length === 0 && { help: <NoVolumeYet node={node} storage={storage} tab={tab} /> })}
      choices={choices}
      disabled={picker.disabled === true || storage === undefined}
      {...(error && picker.error === undefined && { error: error.message })}
    />
  )
}
