import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { refresh, useRealms } from '../use-access.ts'
import type { RealmRow } from './realm-types.ts'

/** Changes the realm that the argument names. */
export function EditRealmPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data, error } = useRealms()
  const realm = data?.find(one => one.realm === argument)
  return (
    <SidePanel title={t`Edit realm ${argument}`} onClose={onClose}>
      <OrMissing thing={realm} name={argument} loaded={data !== undefined} error={error}>
        {found => <EditRealm realm={found} onClose={onClose} />}
      </OrMissing>
    </SidePanel>
  )
}

function EditRealm({ realm: { realm, comment, default: preselected }, onClose }: { realm: RealmRow; onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm({
    initial: { comment: comment ?? '', default: preselected === 1 },
    calls: values => [
      planned('PUT /access/domains/{realm}', {
        realm,
        ...(values.comment === '' ? { delete: 'comment' } : { comment: values.comment }),
        default: values.default,
      }),
    ],
    onDone(_answers, _values, inverse) {
      savedWithUndo(t`Realm ${realm} changed`, inverse(), () => refresh('GET /access/domains'))
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <Form form={form} submitLabel={t`Save`}>
      <Field label={t`Comment`} error={errors.comment} help={t`Shown where one chooses the realm at login.`}>
        {control => <TextInput {...control} value={values.comment} onChange={event => set('comment', event.target.value)} />}
      </Field>
      <Checkbox label={t`Preselected at login`} checked={values.default} onChange={on => set('default', on)} />
    </Form>
  )
}
