import { useLingui } from '@lingui/react/macro'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { configCall } from '../../config/config-change.ts'
import { freeKey } from '../../config/config-rows.ts'
import { EffectNote } from '../../config/effect-note.tsx'
import { SlotField } from '../devices/slot-field.tsx'
import { diskKind } from '../devices/disk-kind.tsx'
import { DiskActionPanel } from './disk-action-panel.tsx'
import { volumeOf, type DiskActionTarget } from './disk-action.ts'

type Values = {
  readonly '@key': string
  readonly path: string
}

/** Puts an unused volume into use again. */
export function AttachPanel({ guest, config, name, onClose }: DiskActionTarget) {
  const { t } = useLingui()
  const { volume } = volumeOf(config.wanted.get(name) ?? '')
  const vm = guest.kind === 'qemu'
  const first = (vm ? freeKey(config.rows, 'scsi', 31) : freeKey(config.rows, 'mp', 256)) ?? ''
  return (
    <DiskActionPanel<Values>
      title={t`Attach ${name}`}
      submitLabel={t`Attach`}
      onClose={onClose}
      form={{
        initial: { '@key': first, path: '' },
        check: (values): Partial<Record<'path', string>> => (vm || values.path !== '' ? {} : { path: t`This is needed.` }),
        fieldOf: () => 'path',
        calls: values =>
          [configCall(guest, { set: { [values['@key']]: vm ? volume : `${volume},mp=${values.path}` }, digest: config.digest })].filter(
            call => call !== undefined,
          ),
      }}
    >
      {form => (
        <>
          <Facts>
            <Fact label={t`Volume`}>
              <bdi className="break-all">{volume}</bdi>
            </Fact>
          </Facts>
          {vm ? (
            <SlotField
              guest={guest}
              config={config}
              name={form.values['@key']}
              schema={diskKind().schema}
              values={form.values}
              onChange={next => form.set('@key', String(next['@key']))}
              errors={form.errors}
              adding
              buses={['scsi', 'virtio', 'sata', 'ide']}
            />
          ) : (
            <Field label={t`Path in the container`} error={form.errors.path} required>
              {control => (
                <TextInput
                  {...control}
                  placeholder="/data"
                  value={form.values.path}
                  onChange={event => form.set('path', event.target.value)}
                />
              )}
            </Field>
          )}
          <EffectNote guest={guest} keys={[form.values['@key']]} hotplug={config.wanted.get('hotplug')} />
        </>
      )}
    </DiskActionPanel>
  )
}
