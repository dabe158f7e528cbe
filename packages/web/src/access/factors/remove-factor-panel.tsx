import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Notice } from '../../ui/notice.tsx'
import { OwnPasswordField } from '../account/own-password-field.tsx'
import { refresh, useFactors, type FactorEntry } from '../use-access.ts'
import { factorKinds } from './factor-kinds.ts'
import { splitFactorId } from './factor-id.ts'

/** Removes the second factor that the argument names, after one's own password was given. */
export function RemoveFactorPanel({ argument, onClose }: PanelProps) {
  const { t, i18n } = useLingui()
  const { userid, id } = splitFactorId(argument)
  const { data } = useFactors()
  const entries: readonly FactorEntry[] = data?.find(one => one.userid === userid)?.entries ?? []
  const entry = entries.find(one => one.id === id)
  const last = entries.every(one => one.id === id || one.enable === 0 || one.type === 'recovery')
  const form = useForm({
    initial: { password: '' },
    calls: ({ password }) => [planned('DELETE /access/tfa/{userid}/{id}', { userid, id, password: password || undefined }, ['password'])],
    onDone() {
      refresh('GET /access/tfa', 'GET /access/users')
      toast({ look: 'good', text: t`Factor of ${userid} removed` })
      onClose()
    },
  })
  const name = entry ? entry.description || i18n._(factorKinds[entry.type]) : id
  return (
    <SidePanel title={t`Remove factor of ${userid}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Remove`} action danger>
        <p>
          <bdi className="font-medium">{name}</bdi>
        </p>
        {last && <Notice look="warn" title={t`Afterwards the password alone opens this account.`} />}
        <OwnPasswordField value={form.values.password} onChange={password => form.set('password', password)} error={form.errors.password} />
      </Form>
    </SidePanel>
  )
}
