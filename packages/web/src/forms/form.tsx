import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ApiCallButton } from './api-call-button.tsx'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { usePanel } from '../shell/panel-context.ts'
import { ApiCalls } from './api-calls.tsx'
import { ConflictDiff } from './conflict-diff.tsx'
import type { FormState } from './use-form.ts'

export interface FormProps<V extends object> {
  readonly form: FormState<V>
  readonly submitLabel: string
  readonly children: ReactNode
  /** Names of the fields for the table of conflicts. */
  readonly labels?: Readonly<Partial<Record<keyof V & string, string>>>
  /** It can be saved although nothing was changed: for actions such as clone. */
  readonly action?: boolean
  readonly danger?: boolean
  /** Why it cannot be sent at all. */
  readonly disabledReason?: string | undefined
}

/** A form in a panel or on a page: fields, refusals, the calls it makes, and its buttons at the bottom. */
export function Form<V extends object>({ form, submitLabel, children, labels, action, danger, disabledReason }: FormProps<V>) {
  const { t } = useLingui()
  const panel = usePanel()
  const [shown, setShown] = useState(false)
  useEffect(() => panel?.setDirty(form.dirty && !form.busy), [panel, form.dirty, form.busy])
  const element = useRef<HTMLFormElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const submitted = useRef(false)
  // Whoever opens a panel mostly types at once; on a touch screen that would bring the keyboard up over it.
  useEffect(() => {
    if (!panel || matchMedia('(pointer: coarse)').matches || element.current?.contains(document.activeElement)) return
    const first = element.current?.querySelector<HTMLInputElement>('input:not([type=hidden]), textarea, select, [role=combobox]')
    if (!first?.matches('input:not([type=checkbox], [type=radio], [role=combobox]), textarea') || first.disabled) return
    first.focus()
    first.select()
  }, [panel])
  // Whoever has just sent the form is led to what was refused; later changes lead nobody away.
  useEffect(() => {
    if (!submitted.current || Object.keys(form.errors).length === 0) return
    submitted.current = false
    element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [form.errors])
  useEffect(() => {
    if (shown || form.failure !== undefined) end.current?.scrollIntoView({ block: 'nearest' })
  }, [shown, form.failure])
  const submit = () => {
    submitted.current = true
    void form.submit()
  }
  const ready = disabledReason === undefined && !form.busy && !form.conflict && (action === true || form.dirty)
  return (
    <form
      ref={element}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (ready) submit()
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) submit()
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        {form.conflict && <ConflictDiff form={form} conflict={form.conflict} labels={labels} />}
        {children}
        <div ref={end} className="flex flex-col gap-4 empty:hidden">
          {shown && <ApiCalls calls={form.calls} />}
          {form.failure !== undefined && (
            <FailureNotice error={form.failure} whenAway={t`What is filled in stays. Send it again once the server is back.`} />
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
        <Button type="submit" look={danger ? 'danger' : 'primary'} disabled={!ready} title={disabledReason} aria-busy={form.busy}>
          {form.busy ? t`Saving…` : submitLabel}
        </Button>
        {panel && <Button onClick={() => panel.close()}>{t`Cancel`}</Button>}
        <ApiCallButton shown={shown} onChange={setShown} />
      </div>
    </form>
  )
}
