import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { poolAddress } from '../../addresses.ts'
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
import { usePool } from './use-pool.ts'

/** Creates a pool. */
export function CreatePoolPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <SidePanel title={t`Add pool`} onClose={onClose}>
      <PoolForm onClose={onClose} />
    </SidePanel>
  )
}

/** Changes the comment of the pool that the argument names. */
export function EditPoolPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { pool, loaded, error } = usePool(argument)
  return (
    <SidePanel title={t`Edit pool ${argument}`} onClose={onClose}>
      <OrMissing thing={pool} name={argument} loaded={loaded} error={error}>
        {found => <PoolForm poolid={argument} comment={found.comment ?? ''} onClose={onClose} />}
      </OrMissing>
    </SidePanel>
  )
}

function PoolForm({ poolid, comment = '', onClose }: { poolid?: string; comment?: string; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const form = useForm({
    initial: { poolid: poolid ?? '', comment },
    calls: values => (values.poolid ? [planned(poolid === undefined ? 'POST /pools' : 'PUT /pools', values)] : []),
    check: values =>
      /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*){0,2}$/.test(values.poolid)
        ? {}
        : { poolid: t`Letters, digits and . _ -, at most three parts with / between them.` },
    onDone(_answers, values, inverse) {
      if (poolid === undefined) toast({ look: 'good', text: t`Pool ${values.poolid} added` })
      else savedWithUndo(t`Pool ${values.poolid} changed`, inverse())
      onClose()
      if (poolid === undefined) void navigate({ to: poolAddress(values.poolid) })
    },
  })
  const { values, errors, set } = form
  return (
    <Form form={form} submitLabel={poolid === undefined ? t`Add pool` : t`Save`}>
      {poolid === undefined && (
        <Field label={t`Name`} required error={errors.poolid} help={t`lab/web is a pool in the pool lab, which has to be there.`}>
          {control => <TextInput {...control} autoFocus value={values.poolid} onChange={event => set('poolid', event.target.value)} />}
        </Field>
      )}
      <Field label={t`Comment`} error={errors.comment}>
        {control => <TextInput {...control} value={values.comment} onChange={event => set('comment', event.target.value)} />}
      </Field>
    </Form>
  )
}
