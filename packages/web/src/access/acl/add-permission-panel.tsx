import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { aclCall } from '../../acl/change-acl.ts'
import { objectPaths } from '../../acl/object-paths.ts'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { useStore } from '../../store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { RoleSummary } from '../roles/role-summary.tsx'
import { useSubjects, type SubjectKind } from './use-subjects.ts'

interface Values {
  readonly path: string
  readonly type: SubjectKind
  readonly ugid: string
  readonly roleid: string
  readonly propagate: boolean
}

/** What an address begins with: a path (`/vms/100`), or whom to give something (`user/joe@pve`). */
function begun(argument: string): Pick<Values, 'path' | 'type' | 'ugid'> {
  const [, type, ugid] = /^(user|group|token)\/(.+)$/.exec(argument) ?? []
  if (type && ugid) return { path: '', type: type as SubjectKind, ugid }
  return { path: argument, type: 'user', ugid: '' }
}

/** Gives a user, group or token a role on an object. */
export function AddPermissionPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const inventory = useStore(live.inventory)
  const subjects = useSubjects()
  const { data: roles } = useCall('GET /access/roles', {}, { watch: ['/user.cfg'] })
  const paths = useMemo(() => objectPaths(inventory, subjects.group), [inventory, subjects.group])
  const form = useForm<Values>({
    initial: { ...begun(argument), roleid: '', propagate: true },
    calls: values => (values.path && values.ugid && values.roleid ? [aclCall(values, false)] : []),
    check: ({ path, ugid, roleid }) => ({
      ...(!path.startsWith('/') && { path: t`Choose an object, or / for everything.` }),
      ...(ugid === '' && { ugid: t`Choose who gets the role.` }),
      ...(roleid === '' && { roleid: t`Choose a role.` }),
    }),
    fieldOf: name => ({ users: 'ugid', groups: 'ugid', tokens: 'ugid', roles: 'roleid' })[name] ?? name,
    onDone(_answers, { ugid, roleid, path }) {
      toast({ look: 'good', text: t`${ugid} now has role ${roleid} on ${path}` })
      onClose()
    },
  })
  const { values, errors, set, setAll } = form
  const kinds = { user: t`User`, group: t`Group`, token: t`Token` }
  const role = roles?.find(({ roleid }) => roleid === values.roleid)
  return (
    <SidePanel title={t`Add permission`} onClose={onClose}>
      <Form form={form} submitLabel={t`Give role`}>
        <Field label={t`Object path`} required error={errors.path} help={t`Guests, storages, pools and nodes are offered while typing.`}>
          {control => (
            <Combobox
              {...control}
              custom
              value={values.path}
              onChange={path => set('path', path ?? '')}
              choices={paths.map(({ path, name }) => ({ value: path, label: path, detail: name }))}
            />
          )}
        </Field>
        <Tabs
          label={t`Who`}
          value={values.type}
          onChange={type => setAll({ type, ugid: '' })}
          tabs={(['user', 'group', 'token'] as const).map(id => ({ id, label: kinds[id] }))}
        />
        <Field label={kinds[values.type]} required error={errors.ugid}>
          {control => (
            <Combobox
              {...control}
              value={values.ugid}
              onChange={ugid => set('ugid', ugid ?? '')}
              choices={subjects[values.type].map(value => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field label={t`Role`} required error={errors.roleid}>
          {control => (
            <Select
              {...control}
              value={values.roleid}
              onChange={roleid => set('roleid', roleid)}
              choices={[{ value: '', label: '–' }, ...(roles ?? []).map(({ roleid }) => ({ value: roleid, label: roleid }))]}
            />
          )}
        </Field>
        {role && <RoleSummary privileges={role.privs ?? ''} roleid={role.roleid} />}
        <Checkbox
          label={t`Also for what lies below`}
          help={t`On /vms it reaches all guests, on a pool its members.`}
          checked={values.propagate}
          onChange={propagate => set('propagate', propagate)}
        />
      </Form>
    </SidePanel>
  )
}
