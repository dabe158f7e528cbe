import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useGroups, type GroupRow } from '../use-access.ts'

/** Creates a group, or changes the one that the argument names. */
export function GroupPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data, error } = useGroups()
  const group = data?.find(({ groupid }) => groupid === argument)
  return (
    <SidePanel title={argument === '' ? t`Add group` : t`Edit group ${argument}`} onClose={onClose}>
      {argument === '' ? (
        <GroupForm group={undefined} onClose={onClose} />
      ) : (
        <OrMissing thing={group} name={argument} loaded={data !== undefined} error={error}>
          {found => <GroupForm group={found} onClose={onClose} />}
        </OrMissing>
      )}
    </SidePanel>
  )
}

function GroupForm({ group, onClose }: { group: GroupRow | undefined; onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm({
    initial: { groupid: group?.groupid ?? '', comment: group?.comment ?? '' },
    calls: values =>
      group ? [planned('PUT /access/groups/{groupid}', values)] : values.groupid ? [planned('POST /access/groups', values)] : [],
    check: ({ groupid }) => (/^[A-Za-z0-9._-]+$/.test(groupid) ? {} : { groupid: t`Letters, digits and . _ -` }),
    onDone(_answers, { groupid }, inverse) {
      if (group) savedWithUndo(t`Group ${groupid} changed`, inverse())
      else toast({ look: 'good', text: t`Group ${groupid} added` })
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <Form form={form} submitLabel={group ? t`Save` : t`Add group`}>
      {!group && (
        <Field label={t`Name`} required error={errors.groupid}>
          {control => <TextInput {...control} autoFocus value={values.groupid} onChange={event => set('groupid', event.target.value)} />}
        </Field>
      )}
      <Field label={t`Comment`} error={errors.comment}>
        {control => <TextInput {...control} value={values.comment} onChange={event => set('comment', event.target.value)} />}
      </Field>
    </Form>
  )
}
