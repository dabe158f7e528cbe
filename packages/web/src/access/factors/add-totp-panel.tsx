import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { session } from '../../api/session.ts'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { QrCode } from '../../qr/qr-code.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { OwnPasswordField } from '../account/own-password-field.tsx'
import { refresh } from '../use-access.ts'
import { grouped, newSecret, totpUri } from './totp-uri.ts'

/** Gives the user that the argument names a code of an app as second factor. */
export function AddTotpPanel({ argument: userid, onClose }: PanelProps) {
  const { t } = useLingui()
  const [secret] = useState(newSecret)
  const { clusterName } = session.get()
  const form = useForm({
    initial: { description: '', issuer: clusterName ? `Quorate ${clusterName}` : 'Quorate', value: '', password: '' },
    calls: ({ description, issuer, value, password }) => [
      planned(
        'POST /access/tfa/{userid}',
        { userid, type: 'totp', description, totp: totpUri({ secret, userid, issuer }), value, password: password || undefined },
        ['totp', 'password'],
      ),
    ],
    check: ({ value }) => (/^\d{6}$/.test(value) ? {} : { value: t`The six digits that the app shows now.` }),
    onDone() {
      refresh('GET /access/tfa', 'GET /access/users')
      toast({ look: 'good', text: t`${userid} now needs a code at login` })
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <SidePanel title={t`Code of an app for ${userid}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Add factor`}>
        <p>{t`Scan this with an authenticator app, or type the secret into it.`}</p>
        <QrCode text={totpUri({ secret, userid, issuer: values.issuer })} label={t`QR code with the secret`} />
        <CopyText text={grouped(secret)} />
        <Field label={t`Code that the app shows`} required error={errors.value}>
          {control => (
            <TextInput
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={values.value}
              onChange={event => set('value', event.target.value.replaceAll(/\D/g, ''))}
            />
          )}
        </Field>
        <Field label={t`Description`} error={errors.description} help={t`Which device has it.`}>
          {control => <TextInput {...control} value={values.description} onChange={event => set('description', event.target.value)} />}
        </Field>
        <Field label={t`Name in the app`} error={errors.totp}>
          {control => <TextInput {...control} maxLength={64} value={values.issuer} onChange={event => set('issuer', event.target.value)} />}
        </Field>
        <OwnPasswordField value={values.password} onChange={password => set('password', password)} error={errors.password} />
      </Form>
    </SidePanel>
  )
}
