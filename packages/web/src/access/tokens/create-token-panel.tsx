import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AnswerOf } from '../../api/endpoints.ts'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { refresh, useUsers } from '../use-access.ts'
import { TokenFields } from './token-fields.tsx'
import { TokenSecret } from './token-secret.tsx'

type Created = AnswerOf<'POST /access/users/{userid}/token/{tokenid}'>

/** Makes an API token, for the user that the argument names, and shows its secret. */
export function CreateTokenPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data: users } = useUsers()
  const [created, setCreated] = useState<Created>()
  const form = useForm({
    initial: { userid: argument, tokenid: '', comment: '', expire: 0, privsep: true },
    calls: values =>
      values.userid && values.tokenid
        ? [planned('POST /access/users/{userid}/token/{tokenid}', { ...values, comment: values.comment || undefined })]
        : [],
    check: ({ userid, tokenid }) => ({
      ...(userid === '' && { userid: t`Choose whom the token acts for.` }),
      ...(!/^[A-Za-z][A-Za-z0-9._-]+$/.test(tokenid) && { tokenid: t`A letter, then letters, digits and . _ -` }),
    }),
    onDone([answer]) {
      refresh('GET /access/users')
      setCreated(answer as Created)
    },
  })
  const { values, errors, set } = form
  return (
    <SidePanel title={t`Add token`} onClose={onClose}>
      {created ? (
        <TokenSecret id={created['full-tokenid']} secret={created.value} separated={values.privsep} onClose={onClose} />
      ) : (
        <Form form={form} submitLabel={t`Make token`}>
          <Field label={t`User`} required error={errors.userid}>
            {control => (
              <Combobox
                {...control}
                value={values.userid}
                onChange={userid => set('userid', userid ?? '')}
                choices={(users ?? []).map(({ userid }) => ({ value: userid, label: userid }))}
              />
            )}
          </Field>
          <Field label={t`Name of the token`} required error={errors.tokenid}>
            {control => <TextInput {...control} value={values.tokenid} onChange={event => set('tokenid', event.target.value)} />}
          </Field>
          <TokenFields value={values} onChange={form.setAll} errors={errors} />
        </Form>
      )}
    </SidePanel>
  )
}
