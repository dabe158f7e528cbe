import { useLingui } from '@lingui/react/macro'
import { NodePicker } from '../../forms/pickers/node-picker.tsx'
import { PoolPicker } from '../../forms/pickers/pool-picker.tsx'
import { TagsField } from '../../forms/pickers/tags-field.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea, TextInput } from '../../ui/text-field.tsx'
import { isParentTask, type BulkKind, type BulkOptions } from './bulk-action.ts'
import { ConfigOptions } from './config-options.tsx'

export interface BulkOptionsProps {
  readonly kind: BulkKind
  readonly options: BulkOptions
  readonly onChange: (change: Partial<BulkOptions>) => void
}

/** What an action on many can be told. */
export function BulkOptionsFields({ kind, options, onChange }: BulkOptionsProps) {
  const { t } = useLingui()
  return (
    <div className="flex flex-col gap-3">
      {kind === 'tags' && (
        <>
          <TagsField label={t`Add tags`} value={options.addTags} onChange={addTags => onChange({ addTags })} />
          <TagsField label={t`Remove tags`} value={options.removeTags} onChange={removeTags => onChange({ removeTags })} />
        </>
      )}
      {kind === 'pool' && (
        <PoolPicker
          value={options.pool || undefined}
          onChange={pool => onChange({ pool: pool ?? '' })}
          help={t`Without a pool: each guest leaves the one it is in.`}
        />
      )}
      {kind === 'migrate' && (
        <>
          <NodePicker
            label={t`Target node`}
            required
            value={options.target || undefined}
            onChange={target => onChange({ target: target ?? '' })}
          />
          <Checkbox
            label={t`Copy disks that only their node has`}
            help={t`To the storage of the same name on the target.`}
            checked={options.withLocalDisks}
            onChange={withLocalDisks => onChange({ withLocalDisks })}
          />
        </>
      )}
      {kind === 'config' && <ConfigOptions config={options.config} onChange={config => onChange({ config })} />}
      {kind === 'snapshot' && (
        <>
          <Field label={t`Name`} required help={t`Letters, digits, - and _; each guest gets a snapshot of this name.`}>
            {control => (
              <TextInput
                {...control}
                maxLength={40}
                value={options.snapshotName}
                onChange={event => onChange({ snapshotName: event.target.value })}
              />
            )}
          </Field>
          <Field label={t`Notes`}>
            {control => (
              <TextArea
                {...control}
                rows={2}
                value={options.snapshotNotes}
                onChange={event => onChange({ snapshotNotes: event.target.value })}
              />
            )}
          </Field>
          <Checkbox
            label={t`With the memory of running VMs`}
            checked={options.withMemory}
            onChange={withMemory => onChange({ withMemory })}
          />
        </>
      )}
      {kind === 'suspend' && (
        <Checkbox label={t`Save the memory to disk and stop`} checked={options.toDisk} onChange={toDisk => onChange({ toDisk })} />
      )}
      {kind === 'shutdown' && (
        <Checkbox
          label={t`Stop what does not shut down in time`}
          checked={options.forceStop}
          onChange={forceStop => onChange({ forceStop })}
        />
      )}
      {kind === 'delete' && (
        <Checkbox
          label={t`Also remove them from backup jobs, replication and HA`}
          checked={options.purge}
          onChange={purge => onChange({ purge })}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {(kind === 'shutdown' || kind === 'start' || kind === 'reboot') && (
          <Field label={t`Longest wait in seconds`} className="w-48">
            {control => (
              <TextInput
                {...control}
                type="number"
                min={1}
                placeholder={kind === 'shutdown' ? '180' : t`Server’s default`}
                value={options.timeout ?? ''}
                onChange={event => onChange({ timeout: event.target.value === '' ? undefined : Number(event.target.value) })}
              />
            )}
          </Field>
        )}
        {(isParentTask(kind) || !['tags', 'pool', 'config'].includes(kind)) && (
          <Field label={t`At the same time`} className="w-36">
            {control => (
              <TextInput
                {...control}
                type="number"
                min={1}
                max={64}
                value={options.concurrency}
                onChange={event => onChange({ concurrency: Math.min(64, Math.max(1, Number(event.target.value) || 1)) })}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  )
}
