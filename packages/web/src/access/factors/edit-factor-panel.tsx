import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { OwnPasswordField } from '../account/own-password-field.tsx'
import { refresh, useFactors, type FactorEntry } from '../use-access.ts'
import { splitFactorId } from './factor-id.ts'

/** Changes the second factor that the argument names: `joe@pve/0f…`. */
export function EditFactorPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { userid, id } = splitFactorId(argument)
  const { data, error } = useFactors()
  const entry = data?.find(one => one.userid === userid)?.entries.find(one => one.id === id)
  return (
    <SidePanel title={t`Edit factor of ${userid}`} onClose={onClose}>
      <OrMissing thing={entry} name={argument} loaded={data !== undefined} error={error}>
        {found => <EditFactor userid={userid} entry={found} onClose={onClose} />}
      </OrMissing>
    </SidePanel>
  )
}

function EditFactor({ userid, entry, onClose }: { userid: string; entry: FactorEntry; onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm({
    initial: { description: entry.description ?? '', enable: entry.enable !== 0, password: '' },
    calls: ({ description, enable, password }) => [
      planned('PUT /access/tfa/{userid}/{id}', { userid, id: entry.id, description, enable, password: password || undefined }, [
        'password',
      ]),
    ],
    onDone() {
      refresh('GET /access/tfa')
      toast({ look: 'good', text: t`Factor of ${userid} changed` })
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <Form form={form} submitLabel={t`Save`}>
      <Field label={t`Description`} error={errors.description}>
        {control => <TextInput {...control} value={values.description} onChange={event => set('description', event.target.value)} />}
      </Field>
      <Checkbox label={t`Asked for at login`} checked={values.enable} onChange={enable => set('enable', enable)} />
      <OwnPasswordField value={values.password} onChange={password => set('password', password)} error={errors.password} />
    </Form>
  )
}
