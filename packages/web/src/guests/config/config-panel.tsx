import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Form } from '../../forms/form.tsx'
import type { FormState } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import { PagePanel } from '../../shell/page-panel.tsx'
import { SidePanel } from '../../shell/side-panel.tsx'
import { EffectNote } from './effect-note.tsx'
import type { GuestConfig } from './use-guest-config.ts'
import { Notice } from '../../ui/notice.tsx'
import { useConfigNeed } from './use-config-need.ts'

export interface ConfigPanelProps<V extends object> {
  readonly title: ReactNode
  readonly guest: Guest
  readonly config: GuestConfig
  readonly form: FormState<V>
  /** Keys that saving changes. */
  readonly keys: readonly string[]
  readonly onClose: () => void
  readonly submitLabel?: string
  readonly labels?: Readonly<Record<string, string>>
  /** It can be saved although nothing was changed: adding. */
  readonly action?: boolean
  readonly danger?: boolean
  readonly children: ReactNode
}

/** The side panel of a form over a guest's configuration. */
export function ConfigPanel<V extends object>(props: ConfigPanelProps<V>) {
  const { title, guest, config, form, keys, onClose, submitLabel, labels, action, danger, children } = props
  const { t } = useLingui()
  const need = useConfigNeed(guest.vmid)
  return (
    <PagePanel>
      <SidePanel title={title} onClose={onClose}>
        <Form
          form={form}
          disabledReason={need}
          submitLabel={submitLabel ?? t`Save`}
          {...(labels && { labels: labels as never })}
          {...(action !== undefined && { action })}
          {...(danger !== undefined && { danger })}
        >
          {need !== undefined && <Notice look="warn">{need}</Notice>}
          {children}
          <EffectNote guest={guest} keys={keys} hotplug={config.wanted.get('hotplug')} />
        </Form>
      </SidePanel>
    </PagePanel>
  )
}
