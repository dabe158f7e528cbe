import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { checkPassword } from '../account/check-password.ts'
import { PasswordFields } from '../account/password-fields.tsx'
import { CheckList } from '../check-list.tsx'
import { useGroups, useRealms, useUsers, type UserRow } from '../use-access.ts'
import { userFields, type UserValues } from './user-fields.ts'

/** Creates a user, or changes the one that the argument names. */
export function UserPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data, error } = useUsers()
  const user = data?.find(({ userid }) => userid === argument)
  return (
    <SidePanel title={argument === '' ? t`Add user` : t`Edit user ${argument}`} onClose={onClose}>
      {argument === '' ? (
        <UserForm onClose={onClose} />
      ) : (
        <OrMissing thing={user} name={argument} loaded={data !== undefined} error={error}>
          {found => <UserForm user={found} onClose={onClose} />}
        </OrMissing>
      )}
    </SidePanel>
  )
}

function UserForm({ user, onClose }: { user?: UserRow; onClose: () => void }) {
  const { t } = useLingui()
  const { data: groups } = useGroups()
  const { data: realms } = useRealms()
  const form = useForm<UserValues>({
    initial: {
      name: '',
      realm: 'pve',
      password: '',
      repeated: '',
      groups: (user?.groups ?? '').split(',').filter(Boolean),
      expire: user?.expire ?? 0,
      enable: user?.enable !== 0,
      firstname: user?.firstname ?? '',
      lastname: user?.lastname ?? '',
      email: user?.email ?? '',
      comment: user?.comment ?? '',
    },
    calls(values, initial) {
      if (user) return [planned('PUT /access/users/{userid}', { userid: user.userid, ...userFields(values, initial) })]
      const userid = `${values.name}@${values.realm}`
      const password = values.realm === 'pve' && values.password !== '' ? values.password : undefined
      return [planned('POST /access/users', { userid, password, ...userFields(values, initial) }, ['password'])]
    },
    check: values => ({
      ...(!user && !/^[^\s:/@]+$/.test(values.name) && { name: t`A name without spaces, : / and @.` }),
      ...(!user && values.realm === 'pve' && checkPassword(values)),
    }),
    fieldOf: name => (name === 'userid' ? 'name' : name),
    onDone(_answers, { name, realm }, inverse) {
      const userid = user?.userid ?? `${name}@${realm}`
      if (user) savedWithUndo(t`User ${userid} changed`, inverse())
      else toast({ look: 'good', text: t`User ${userid} added` })
      onClose()
    },
  })
  const { values, errors, set } = form
  const text = (name: 'firstname' | 'lastname' | 'email' | 'comment', label: string) => (
    <Field label={label} error={errors[name]}>
      {control => <TextInput {...control} value={values[name]} onChange={event => set(name, event.target.value)} />}
    </Field>
  )
  return (
    <Form form={form} submitLabel={user ? t`Save` : t`Add user`}>
      {!user && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t`User name`} required error={errors.name}>
            {control => <TextInput {...control} autoFocus value={values.name} onChange={event => set('name', event.target.value)} />}
          </Field>
          <Field label={t`Realm`} required>
            {control => (
              <Select
                {...control}
                value={values.realm}
                onChange={realm => set('realm', realm)}
                choices={(realms ?? [{ realm: 'pve' }]).map(({ realm }) => ({ value: realm, label: realm }))}
              />
            )}
          </Field>
        </div>
      )}
      {!user && values.realm === 'pve' && <PasswordFields value={values} onChange={form.setAll} errors={errors} names={[values.name]} />}
      {!user && values.realm === 'pam' && <p className="text-muted">{t`The password is the one that the node's system knows.`}</p>}
      <Checkbox
        label={t`Enabled`}
        help={t`Who is not enabled cannot log in; nor can the tokens.`}
        checked={values.enable}
        onChange={enable => set('enable', enable)}
      />
      <Field label={t`Expires`} error={errors.expire} help={t`Empty: never.`}>
        {control => <DateInput {...control} value={values.expire} onChange={expire => set('expire', expire)} />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        {text('firstname', t`First name`)}
        {text('lastname', t`Last name`)}
      </div>
      {text('email', t`Mail address`)}
      {text('comment', t`Comment`)}
      <CheckList
        label={t`Groups`}
        empty={t`There is no group yet.`}
        choices={(groups ?? []).map(({ groupid, comment }) => ({ value: groupid, help: comment }))}
        value={values.groups}
        onChange={chosen => set('groups', chosen)}
      />
    </Form>
  )
}
