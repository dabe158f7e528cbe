import { useQuery } from '@tanstack/react-query'
import { useLingui } from '@lingui/react/macro'
import { useState, type FormEvent } from 'react'
import { ApiFailure } from '../api/api-failure.ts'
import { call } from '../api/client.ts'
import { login, type SecondFactor } from '../api/login.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { LanguageChoice } from '../settings/language-choice.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'

const userKey = 'quorate.user'

/** Name, password and realm; then the second factor. `user`: who was logged in before. */
export function LoginForm({ user }: { user?: string | undefined }) {
  const { t } = useLingui()
  const remembered = (user ?? localStorage.getItem(userKey) ?? '').split(/@(?=[^@]*$)/)
  const [name, setName] = useState(remembered[0] ?? '')
  const [password, setPassword] = useState('')
  const [chosenRealm, setRealm] = useState(remembered[1])
  const [remember, setRemember] = useState(localStorage.getItem(userKey) !== null)
  const [factor, setFactor] = useState<SecondFactor>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const realms = useQuery({ queryKey: ['login', 'realms'], queryFn: () => call('GET /access/domains', {}) })
  const realm = chosenRealm ?? realms.data?.find(one => 'default' in one && one.default)?.realm ?? 'pam'

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setFailure(undefined)
    try {
      // Names of other realms can hold an @ too.
      const known = name.includes('@') ? (realms.data ?? (await realms.refetch()).data) : []
      const whole = known?.some(one => name.endsWith(`@${one.realm}`)) === true
      const username = whole ? name : `${name}@${realm}`
      if (remember) localStorage.setItem(userKey, username)
      else localStorage.removeItem(userKey)
      setFactor(await login({ username, password }))
    } catch (error) {
      setFailure(error)
      setPassword('')
    } finally {
      setBusy(false)
    }
  }

  if (factor) return <SecondFactorForm factor={factor} onAgain={setFactor} onBack={() => setFactor(undefined)} />
  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-3">
      <Field label={t`User name`}>
        {control => (
          <TextInput
            {...control}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus={name === ''}
            value={name}
            onChange={event => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t`Password`}>
        {control => (
          <TextInput
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            autoFocus={name !== ''}
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Field label={t`Realm`}>
        {control => (
          <Select
            {...control}
            value={realm}
            onChange={setRealm}
            choices={(realms.data ?? [{ realm, comment: undefined }]).map(one => ({ value: one.realm, label: one.comment ?? one.realm }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <Checkbox label={t`Remember my name`} checked={remember} onChange={setRemember} />
        <LanguageChoice />
      </div>
      {failure !== undefined &&
        (failure instanceof ApiFailure && failure.status === 401 ? (
          <Notice look="bad" title={t`User name, password or realm is wrong.`} />
        ) : (
          <FailureNotice error={failure} />
        ))}
      <Button type="submit" look="primary" disabled={busy || name === '' || password === ''}>
        {busy ? t`Logging in…` : t`Log in`}
      </Button>
    </form>
  )
}
