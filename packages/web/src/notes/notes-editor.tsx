import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { lazy, Suspense, useDeferredValue } from 'react'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { TextArea } from '../ui/text-field.tsx'
import type { NotesProps } from './notes.tsx'

const Markdown = lazy(() => import('./markdown.tsx'))

/** Text on one side, what becomes of it on the other. */
export function NotesEditor({ text, digest, plan, reload, onClose }: NotesProps & { readonly onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm({
    initial: { text, digest },
    calls: values => [plan(values)],
    fieldOf: name => (name === 'description' ? 'text' : name),
    reload: async () => {
      const now = await reload()
      return { text: now.text, digest: now.digest }
    },
    onDone: onClose,
  })
  const preview = useDeferredValue(form.values.text)
  return (
    <Card title={t`Edit notes`} className="lg:col-span-2" actions={<IconButton icon={X} label={t`Cancel`} onClick={onClose} />}>
      <Form form={form} submitLabel={t`Save`} labels={{ text: t`Notes` }}>
        <div className="grid gap-3 md:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-1">
            <TextArea
              autoFocus
              rows={14}
              aria-label={t`Notes in Markdown`}
              aria-invalid={form.errors.text === undefined ? undefined : true}
              value={form.values.text}
              onChange={event => form.set('text', event.target.value)}
              onKeyDown={event => {
                if (event.key === 'Escape' && !form.dirty) onClose()
              }}
            />
            {form.errors.text !== undefined && (
              <p role="alert" className="text-bad">
                {form.errors.text}
              </p>
            )}
          </div>
          <div
            tabIndex={0}
            role="region"
            aria-label={t`Preview`}
            className="max-h-96 min-w-0 overflow-auto rounded-md border border-line p-3"
          >
            <Suspense>
              <Markdown text={preview} />
            </Suspense>
          </div>
        </div>
      </Form>
    </Card>
  )
}
