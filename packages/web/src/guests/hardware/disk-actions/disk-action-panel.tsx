import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Form } from '../../../forms/form.tsx'
import { useForm, type FormOptions } from '../../../forms/use-form.ts'
import { PagePanel } from '../../../shell/page-panel.tsx'
import { SidePanel } from '../../../shell/side-panel.tsx'
import { toast } from '../../../shell/toast-store.ts'
import type { FormState } from '../../../forms/use-form.ts'

export interface DiskActionProps<V extends object> {
  readonly title: string
  readonly submitLabel: string
  readonly onClose: () => void
  readonly form: Omit<FormOptions<V>, 'onDone'>
  readonly danger?: boolean
  readonly children: (form: FormState<V>) => ReactNode
}

/** A panel that does one thing with a disk. */
export function DiskActionPanel<V extends object>({ title, submitLabel, onClose, form: options, danger, children }: DiskActionProps<V>) {
  const { t } = useLingui()
  const form = useForm<V>({
    ...options,
    onDone: () => {
      onClose()
      toast({ look: 'good', text: t`${title}: begun.` })
    },
  })
  return (
    <PagePanel>
      <SidePanel title={title} onClose={onClose}>
        <Form form={form} submitLabel={submitLabel} action {...(danger !== undefined && { danger })}>
          {children(form)}
        </Form>
      </SidePanel>
    </PagePanel>
  )
}
