import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { CopyText } from '../ui/copy-text.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { asCommand, asCurl, type PlannedCall } from './planned-call.ts'

type Form = 'pvesh' | 'curl' | 'http'

function shown(call: PlannedCall, form: Form): string {
  if (form === 'pvesh') return asCommand(call)
  if (form === 'curl') return asCurl(call, location.origin)
  const { method, path, body } = call.shown
  return `${method} /api2/json${path}${body ? `\n${JSON.stringify(body, null, 2)}` : ''}`
}

/** What a form is about to send, ready to be copied into a script. Secrets are left out by whoever plans them. */
export function ApiCalls({ calls }: { calls: readonly PlannedCall[] }) {
  const { t } = useLingui()
  const [form, setForm] = useState<Form>('http')
  const names = { http: 'HTTP', curl: 'curl', pvesh: 'pvesh' }
  return (
    <section aria-label={t`API call`} className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <Tabs
        label={t`Form of the call`}
        value={form}
        onChange={setForm}
        tabs={(['http', 'curl', 'pvesh'] as const).map(id => ({ id, label: names[id] }))}
      />
      {calls.length === 0 && <p className="text-muted">{t`Nothing to send yet.`}</p>}
      {calls.map((call, index) => (
        <CopyText key={`${call.key} ${index}`} text={shown(call, form)} />
      ))}
    </section>
  )
}
