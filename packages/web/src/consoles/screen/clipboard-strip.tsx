import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { Strip } from '../strip.tsx'
import type { Screen } from './screen.ts'

/**
 * What was copied goes over by hand, in either direction: a guest that nobody trusts neither reads nor writes the
 * clipboard of who looks at it.
 */
export function ClipboardStrip({ screen }: { screen: Screen }) {
  const { t } = useLingui()
  const copied = useStore(screen.guestClipboard)
  const [text, setText] = useState('')
  return (
    <Strip console={screen} label={t`Clipboard`}>
      <Field label={t`To the guest`} className="min-w-60 flex-1">
        {control => <TextArea {...control} autoFocus rows={2} value={text} onChange={event => setText(event.target.value)} />}
      </Field>
      <Button
        look="primary"
        className="self-start md:mt-6"
        disabled={text === ''}
        onClick={() => screen.sendClipboard(text)}
      >{t`Put into its clipboard`}</Button>
      <div className="min-w-60 flex-1">
        <p className="mb-1 text-[0.93em] font-medium">{t`Copied in the guest`}</p>
        {copied === '' ? (
          <p className="text-muted">{t`Nothing yet. The guest needs spice-vdagent, and its display clipboard=vnc.`}</p>
        ) : (
          <CopyText text={copied} />
        )}
      </div>
    </Strip>
  )
}
