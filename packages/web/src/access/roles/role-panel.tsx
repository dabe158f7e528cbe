import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { Loading } from '../../shell/loading.tsx'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useRoles, type RoleRow } from '../use-access.ts'
import { PrivilegePicker } from './privilege-picker.tsx'
import { splitNames } from './privilege-groups.ts'

/** Creates a role; the argument names one that it begins as a copy of. */
export function CreateRolePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data } = useRoles()
  return (
    <SidePanel title={t`Add role`} onClose={onClose} wide>
      {data ? <RoleForm from={data.find(({ roleid }) => roleid === argument)} roles={data} onClose={onClose} /> : <Loading />}
    </SidePanel>
  )
}

/** Changes the role that the argument names. */
export function EditRolePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data, error } = useRoles()
  const role = data?.find(({ roleid }) => roleid === argument)
  return (
    <SidePanel title={t`Edit role ${argument}`} onClose={onClose} wide>
      <OrMissing thing={role} name={argument} loaded={data !== undefined} error={error}>
        {found => <RoleForm role={found} roles={data ?? []} onClose={onClose} />}
      </OrMissing>
    </SidePanel>
  )
}

interface RoleFormProps {
  readonly role?: RoleRow
  readonly from?: RoleRow | undefined
  readonly roles: readonly RoleRow[]
  readonly onClose: () => void
}

function RoleForm({ role, from, roles, onClose }: RoleFormProps) {
  const { t } = useLingui()
  // The built-in Administrator has every privilege that this server knows.
  const known = splitNames(roles.find(({ roleid }) => roleid === 'Administrator')?.privs)
  const form = useForm({
    initial: { roleid: role?.roleid ?? '', privileges: splitNames((role ?? from)?.privs) },
    calls: ({ roleid, privileges }) => {
      const privs = privileges.join(',')
      if (role) return [planned('PUT /access/roles/{roleid}', { roleid, privs })]
      return roleid ? [planned('POST /access/roles', { roleid, privs })] : []
    },
    check: ({ roleid }) => (/^[A-Za-z0-9._-]+$/.test(roleid) ? {} : { roleid: t`Letters, digits and . _ -` }),
    fieldOf: name => (name === 'privs' ? 'privileges' : name),
    onDone(_answers, { roleid }, inverse) {
      if (role) savedWithUndo(t`Role ${roleid} changed`, inverse())
      else toast({ look: 'good', text: t`Role ${roleid} added` })
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <Form form={form} submitLabel={role ? t`Save` : t`Add role`}>
      {!role && (
        <Field label={t`Name`} required error={errors.roleid} help={t`Names that begin with PVE are for built-in roles.`}>
          {control => <TextInput {...control} autoFocus value={values.roleid} onChange={event => set('roleid', event.target.value)} />}
        </Field>
      )}
      <PrivilegePicker known={known} value={values.privileges} onChange={privileges => set('privileges', privileges)} />
    </Form>
  )
}
