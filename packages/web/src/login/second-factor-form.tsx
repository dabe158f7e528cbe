import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { answerSecondFactor, type SecondFactor } from '../api/login.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Field } from '../ui/field.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { signWithSecurityKey } from './security-key.ts'

export interface SecondFactorFormProps {
  readonly factor: SecondFactor
  /** The server wants another answer. */
  readonly onAgain: (factor: SecondFactor | undefined) => void
  readonly onBack: () => void
}

/** Asks for a code, a recovery key or a security key: what the user has. */
export function SecondFactorForm({ factor, onAgain, onBack }: SecondFactorFormProps) {
  const { t } = useLingui()
  const names: Readonly<Record<string, string>> = {
    totp: t`Code of the app`,
    recovery: t`Recovery key`,
    webauthn: t`Security key`,
    yubico: t`Yubico code`,
  }
  const kinds = factor.kinds.filter(kind => names[kind] !== undefined)
  const [kind, setKind] = useState(kinds[0] ?? 'totp')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()

  async function answer(response: () => Promise<string>): Promise<void> {
    setBusy(true)
    setFailure(undefined)
    try {
      onAgain(await answerSecondFactor(factor, `${kind}:${await response()}`))
    } catch (error) {
      setFailure(error)
      setCode('')
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => {
    if (kind === 'totp' && /^\d{6}$/.test(code)) void answer(async () => code)
    // A whole code is sent at once; only typing decides.
  }, [code])

  const { webauthn } = factor
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={event => {
        event.preventDefault()
        void answer(async () => code.trim())
      }}
    >
      <p>{t`This account has a second factor.`}</p>
      {kinds.length > 1 && (
        <Tabs label={t`Second factor`} value={kind} onChange={setKind} tabs={kinds.map(id => ({ id, label: names[id] ?? id }))} />
      )}
      {kind === 'webauthn' && webauthn ? (
        <Button look="primary" disabled={busy} onClick={() => void answer(() => signWithSecurityKey(webauthn.publicKey))}>
          {t`Use the security key`}
        </Button>
      ) : (
        <Field label={names[kind] ?? kind}>
          {control => (
            <TextInput
              {...control}
              key={kind}
              autoFocus
              inputMode={kind === 'totp' ? 'numeric' : 'text'}
              autoComplete="one-time-code"
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          )}
        </Field>
      )}
      {failure !== undefined && <FailureNotice error={failure} />}
      <div className="flex gap-2">
        {kind !== 'webauthn' && (
          <Button type="submit" look="primary" disabled={busy || code === ''}>
            {t`Log in`}
          </Button>
        )}
        <Button onClick={onBack}>{t`Back`}</Button>
      </div>
    </form>
  )
}
