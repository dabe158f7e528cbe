import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { PickerField } from '../../forms/pickers/picker-field.tsx'
import type { Members } from '../../forms/property-string.ts'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import type { Config } from '../config/config-rows.ts'
import type { ControlProps, KeyField } from '../config/keys-editor.tsx'
import { BootOrderControl } from './boot-order-control.tsx'
import { decodeEnvironment, encodeEnvironment } from './encoded-texts.ts'
import { EncodedText, HotplugControl, SmbiosControl } from './option-controls.tsx'
import type { Option } from './option-fields.ts'
import { useHookScripts } from './use-hook-scripts.ts'

const text = (value: unknown) => value as string | undefined
const members = (value: unknown) => (value ?? {}) as Members

/** The field of an option, with an own control where the declaration alone would make a poor one. */
export function useOptionField(guest: Guest, config: Config): (option: Option) => KeyField {
  const { t } = useLingui()
  const labels = useLabels()
  const scripts = useHookScripts(guest.node)
  const controls: Readonly<Record<string, (props: ControlProps) => ReactNode>> = {
    boot: ({ set }) => (
      <BootOrderControl
        config={config}
        onChange={devices =>
          set({
            order: devices
              .filter(device => device.enabled)
              .map(device => device.key)
              .join(';'),
          })
        }
      />
    ),
    hotplug: ({ value, set }) => <HotplugControl value={text(value)} onChange={set} />,
    smbios1: ({ value, set }) => <SmbiosControl members={members(value)} onChange={set} />,
    env: ({ value, set, error }) => (
      <EncodedText
        value={text(value)}
        onChange={set}
        error={error}
        label={labels.name('env')}
        help={t`name=value, one in each line.`}
        decode={decodeEnvironment}
        encode={encodeEnvironment}
      />
    ),
    vmstatestorage: ({ value, set, error }) => (
      <StoragePicker
        label={labels.name('vmstatestorage')}
        placeholder={t`Automatic`}
        node={guest.node}
        content="images"
        value={text(value)}
        error={error}
        onChange={set}
      />
    ),
    hookscript: ({ value, set, error }) => (
      <PickerField
        label={labels.name('hookscript')}
        help={t`A snippet on a storage.`}
        custom
        value={text(value)}
        error={error}
        onChange={set}
        choices={scripts}
      />
    ),
  }
  return option => {
    const control = controls[option.key]
    return {
      key: option.key,
      schema: option.schema,
      ...(option.absent !== undefined && { absent: option.absent }),
      ...(option.only && { only: option.only }),
      ...(control && { control }),
    }
  }
}
