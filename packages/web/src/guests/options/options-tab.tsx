import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { Loading } from '../../shell/loading.tsx'
import { Card } from '../../ui/card.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { KeysEditor, type KeyField } from '../config/keys-editor.tsx'
import { PendingBar } from '../config/pending-bar.tsx'
import { useGuestConfig, type GuestConfig } from '../config/use-guest-config.ts'
import { useItem } from '../config/use-item.ts'
import type { GuestTabProps } from '../guest/guest-tab.ts'
import { CloudInitCard } from './cloud-init-card.tsx'
import { OpenCloudInit } from './open-cloud-init.tsx'
import { options, type Option, type OptionGroup } from './option-fields.ts'
import { OptionRow } from './option-row.tsx'
import { useOptionField } from './use-option-field.tsx'

const groups: readonly OptionGroup[] = ['general', 'start', 'system', 'protection', 'other']

/** Settings of a guest that are no hardware. */
export function OptionsTab({ guest, item }: GuestTabProps) {
  const { t } = useLingui()
  const { config, error, refetch } = useGuestConfig(guest)
  if (!config) return error ? <FailureNotice error={error} onRetry={refetch} /> : <Loading />
  const titles: Readonly<Record<OptionGroup, string>> = {
    general: t`General`,
    start: t`Start and stop`,
    system: t`System`,
    protection: t`Protection`,
    other: t`Other`,
  }
  const all = options[guest.kind]
  return (
    <div className="flex flex-col gap-3">
      <PendingBar guest={guest} config={config} />
      {groups.map(group => (
        <Card key={group} title={titles[group]} className="overflow-hidden">
          <ul className="@container -mx-4 -mb-3 border-t border-line">
            {all
              .filter(option => option.group === group)
              .map(option => (
                <OptionRow key={option.key} guest={guest} config={config} option={option} active={item === option.key} />
              ))}
          </ul>
        </Card>
      ))}
      {guest.kind === 'qemu' && <CloudInitCard guest={guest} config={config} item={item} />}
      {item !== undefined && <OpenOption key={item} guest={guest} config={config} item={item} />}
    </div>
  )
}

/** The panel over what the address names. */
function OpenOption({ guest, config, item }: { guest: Guest; config: GuestConfig; item: string }) {
  const labels = useLabels()
  const { close } = useItem(guest.vmid, 'options')
  const option = options[guest.kind].find(({ key }) => key === item)
  if (option) return <OptionEditor guest={guest} config={config} option={option} title={labels.name(item)} onClose={close} />
  return guest.kind === 'qemu' ? <OpenCloudInit guest={guest} config={config} item={item} onClose={close} /> : null
}

interface OptionEditorProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly option: Option
  readonly title: string
  readonly onClose: () => void
}

function OptionEditor({ guest, config, option, title, onClose }: OptionEditorProps) {
  const fieldOf = useOptionField(guest, config.wanted)
  const fields = useMemo((): readonly KeyField[] => [fieldOf(option)], [fieldOf, option])
  return <KeysEditor guest={guest} config={config} title={title} fields={fields} onClose={onClose} />
}
