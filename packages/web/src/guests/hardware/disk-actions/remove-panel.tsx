import { useLingui } from '@lingui/react/macro'
import { volumeName } from '../../../forms/pickers/volume-picker.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/field.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { configCall } from '../../config/config-change.ts'
import { EffectNote } from '../../config/effect-note.tsx'
import { readSize } from '../../config/read-value.ts'
import { ReadingText } from '../../config/reading-text.tsx'
import { isCdrom, isDrive } from '../hardware-items.ts'
import { useHardwareWords } from '../use-hardware-words.ts'
import { DiskActionPanel } from './disk-action-panel.tsx'
import { volumeOf, type DiskActionTarget } from './disk-action.ts'

interface RemovePanelProps extends DiskActionTarget {
  /** The volume stays, as an unused disk. */
  readonly keep: boolean
}

/** Takes a device away; what goes with it stands there before. */
export function RemovePanel({ guest, config, name, keep, onClose }: RemovePanelProps) {
  const { t } = useLingui()
  const words = useHardwareWords(guest.kind)
  const text = config.wanted.get(name) ?? config.current.get(name) ?? ''
  const label = words.itemName({ id: name }, config.wanted)
  const { volume, size: given } = volumeOf(text)
  const size = given === undefined ? undefined : readSize(given)
  const drive = (isDrive(name) && !isCdrom(text)) || /^(?:efidisk|tpmstate|unused)\d+$/.test(name)
  const ownDrive = /cloudinit/.test(volume)
  const destroys = !keep && (drive || ownDrive)
  const boots = (config.wanted.get('boot') ?? '').split(/[=;]/).includes(name)
  return (
    <DiskActionPanel<{ readonly typed: string }>
      title={keep ? t`Detach ${label} ${name}` : t`Remove ${label} ${name}`}
      submitLabel={keep ? t`Detach` : destroys ? t`Destroy` : t`Remove`}
      danger={!keep}
      onClose={onClose}
      form={{
        initial: { typed: '' },
        check: ({ typed }): Partial<Record<'typed', string>> =>
          destroys && typed.trim() !== volumeName(volume) ? { typed: t`Type ${volumeName(volume)} to confirm.` } : {},
        calls: () =>
          [
            configCall(guest, { delete: [name], force: destroys && !name.startsWith('unused'), digest: config.digest, asTask: destroys }),
          ].filter(call => call !== undefined),
      }}
    >
      {form => (
        <>
          <Facts>
            <Fact label={label}>
              <ReadingText kind={guest.kind} name={name} value={text} />
            </Fact>
          </Facts>
          {destroys && (
            <Notice look="bad" title={t`The volume ${volume} is destroyed with everything on it`}>
              {size === undefined ? undefined : t`${size} of data cannot be brought back, but from a backup.`}
            </Notice>
          )}
          {destroys && (
            <Field label={t`Type ${volumeName(volume)} to confirm`} error={form.errors.typed} required>
              {control => <TextInput {...control} value={form.values.typed} onChange={event => form.set('typed', event.target.value)} />}
            </Field>
          )}
          {keep && <Notice>{t`The volume stays on its storage and is listed under unused disks.`}</Notice>}
          {boots && <Notice look="warn">{t`The guest boots from it: it is in the boot order.`}</Notice>}
          <EffectNote guest={guest} keys={[name]} hotplug={config.wanted.get('hotplug')} />
        </>
      )}
    </DiskActionPanel>
  )
}
