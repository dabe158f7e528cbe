import { useLingui } from '@lingui/react/macro'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { formatBytes } from '../../ui/format.ts'
import { copiedStorages, storageOf, type MigrationPreflight } from './preflight-answer.ts'

interface DiskTargetsProps {
  readonly preflight: MigrationPreflight
  readonly target: string | undefined
  readonly content: 'images' | 'rootdir'
  readonly storages: Readonly<Record<string, string | undefined>>
  readonly onChange: (storages: Readonly<Record<string, string | undefined>>) => void
}

/** Disks that only this node has, and where each goes at the target. */
export function DiskTargets({ preflight, target, content, storages, onChange }: DiskTargetsProps) {
  const { t } = useLingui()
  const copied = copiedStorages(preflight)
  if (copied.length === 0) return null
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t`Local disks, which are copied`}</legend>
      {copied.map(storage => (
        <div key={storage} className="flex flex-col gap-2 rounded-lg border border-line p-3">
          <ul>
            {preflight.localDisks
              .filter(disk => !disk.cdrom && storageOf(disk.volid) === storage)
              .map(({ volid, size }) => (
                <li key={volid} className="flex gap-3">
                  <bdi className="min-w-0 flex-1 font-mono text-[0.93em] break-all">{volid}</bdi>
                  <span className="shrink-0 text-muted tabular-nums">{size > 0 ? formatBytes(size) : '–'}</span>
                </li>
              ))}
          </ul>
          <StoragePicker
            label={t`Storage at the target for those of ${storage}`}
            node={target ?? ''}
            content={content}
            disabled={target === undefined}
            value={storages[storage]}
            onChange={value => onChange({ ...storages, [storage]: value })}
            placeholder={storage}
          />
        </div>
      ))}
    </fieldset>
  )
}
