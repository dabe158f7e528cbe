import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea } from '../ui/text-field.tsx'
import type { LiveConsole } from './live-console.ts'
import { Strip } from './strip.tsx'

/** A text that is typed key by key: for guests without a clipboard, logins and boot menus among them. */
export function TypeStrip({ console }: { console: LiveConsole }) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  async function type(): Promise<void> {
    setBusy(true)
    await console.type(text)
    setBusy(false)
    setText('')
  }
  return (
    <Strip console={console} label={t`Type a text`}>
      <Field
        label={t`Text to type`}
        help={t`Typed as keys of a US keyboard, unless the VM has another one set.`}
        className="min-w-60 flex-1"
      >
        {control => <TextArea {...control} autoFocus rows={2} value={text} onChange={event => setText(event.target.value)} />}
      </Field>
      <Button look="primary" className="self-start md:mt-6" disabled={busy || text === ''} onClick={() => void type()}>
        {busy ? t`Typing…` : t`Type it`}
      </Button>
    </Strip>
  )
}
