import { useLingui } from '@lingui/react/macro'
import { typedNumber, type FieldValue } from '../../../forms/field-value.ts'
import { planned } from '../../../forms/planned-call.ts'
import { Field } from '../../../ui/field.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { gibOf } from '../devices/new-volume.ts'
import { DiskActionPanel } from './disk-action-panel.tsx'
import { volumeOf, type DiskActionTarget } from './disk-action.ts'
import { readSize } from '../../config/read-value.ts'

interface Values {
  readonly way: 'add' | 'new'
  readonly size: FieldValue
}

/** Makes a disk larger, by an amount or to a size. */
export function ResizePanel({ guest, config, name, onClose }: DiskActionTarget) {
  const { t } = useLingui()
  const { volume, size } = volumeOf(config.current.get(name) ?? '')
  const now = size === undefined ? undefined : gibOf(size)
  const { node, vmid, kind } = guest
  return (
    <DiskActionPanel<Values>
      title={t`Resize ${name}`}
      submitLabel={t`Resize`}
      onClose={onClose}
      form={{
        initial: { way: 'add', size: undefined },
        check: ({ way, size: wanted }): Partial<Record<'size', string>> => {
          if (typeof wanted !== 'number' || wanted <= 0) return { size: t`This must be a number above 0.` }
          return way === 'new' && now !== undefined && wanted <= now ? { size: t`A disk can only grow.` } : {}
        },
        calls: values =>
          values.size === undefined
            ? []
            : [
                planned(`PUT /nodes/{node}/${kind}/{vmid}/resize` as 'PUT /nodes/{node}/qemu/{vmid}/resize', {
                  node,
                  vmid,
                  disk: name as 'scsi0',
                  size: `${values.way === 'add' ? '+' : ''}${values.size}G`,
                  digest: config.digest,
                }),
              ],
      }}
    >
      {form => {
        const wanted = typeof form.values.size === 'number' ? form.values.size + (form.values.way === 'add' ? (now ?? 0) : 0) : undefined
        return (
          <>
            <Facts>
              <Fact label={t`Volume`}>
                <bdi className="break-all">{volume}</bdi>
              </Fact>
              <Fact label={t`Size now`}>{size === undefined ? '–' : readSize(size)}</Fact>
              {wanted !== undefined && <Fact label={t`Size then`}>{`${wanted} GiB`}</Fact>}
            </Facts>
            <Field label={t`How`}>
              {control => (
                <Select
                  {...control}
                  value={form.values.way}
                  onChange={way => form.set('way', way)}
                  choices={[
                    { value: 'add', label: t`Add to the size` },
                    { value: 'new', label: t`Set a new size` },
                  ]}
                />
              )}
            </Field>
            <Field
              label={form.values.way === 'add' ? t`Add (GiB)` : t`New size (GiB)`}
              error={form.errors.size}
              help={t`A disk cannot be made smaller again. Partitions and file systems in a VM grow from within.`}
              required
            >
              {control => (
                <TextInput
                  {...control}
                  inputMode="decimal"
                  value={String(form.values.size ?? '')}
                  onChange={event => form.set('size', typedNumber(event.target.value.trim()))}
                />
              )}
            </Field>
          </>
        )
      }}
    </DiskActionPanel>
  )
}
