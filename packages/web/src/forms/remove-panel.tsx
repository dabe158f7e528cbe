import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { SidePanel } from '../shell/side-panel.tsx'
import { toast } from '../shell/toast-store.ts'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { Form } from './form.tsx'
import type { PlannedCall } from './planned-call.ts'
import { useForm } from './use-form.ts'

export interface RemovePanelProps {
  /** `Remove user joe@pve` */
  readonly title: string
  readonly calls: readonly PlannedCall[]
  /** What goes with it; empty: nothing else. */
  readonly losses: readonly string[]
  /** Why it cannot be removed now. */
  readonly obstacle?: string | undefined
  /** Has to be typed, because nothing brings it back. */
  readonly typedName?: string
  /** Told when it is done. */
  readonly done: string
  readonly onClose: () => void
  /** Further fields, such as a password. */
  readonly children?: ReactNode
}

/** Asks before something goes, and says what goes with it. */
export function RemovePanel({ title, calls, losses, obstacle, typedName, done, onClose, children }: RemovePanelProps) {
  const { t } = useLingui()
  const form = useForm<{ typed: string }>({
    initial: { typed: '' },
    calls: () => calls,
    check: ({ typed }) => (typedName !== undefined && typed.trim() !== typedName ? { typed: t`Type ${typedName} to confirm.` } : {}),
    onDone() {
      toast({ look: 'good', text: done })
      onClose()
    },
  })
  return (
    <SidePanel title={title} onClose={onClose}>
      <Form form={form} submitLabel={t`Remove`} action={obstacle === undefined} danger>
        {obstacle !== undefined && <Notice look="warn" title={obstacle} />}
        {losses.length > 0 && (
          <Notice look="warn" title={t`This goes with it`}>
            <ul className="list-disc pl-5">
              {losses.map(loss => (
                <li key={loss}>
                  <bdi>{loss}</bdi>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {losses.length === 0 && obstacle === undefined && <p>{t`Nothing else depends on it.`}</p>}
        {children}
        {typedName !== undefined && (
          <Field label={t`Type ${typedName} to confirm`} error={form.errors.typed} required>
            {control => <TextInput {...control} value={form.values.typed} onChange={event => form.set('typed', event.target.value)} />}
          </Field>
        )}
      </Form>
    </SidePanel>
  )
}
