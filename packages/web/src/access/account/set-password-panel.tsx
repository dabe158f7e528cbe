import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { checkPassword } from './check-password.ts'
import { OwnPasswordField } from './own-password-field.tsx'
import { PasswordFields } from './password-fields.tsx'

/** Sets the password of a user; the argument names him. */
export function SetPasswordPanel({ argument: userid, onClose }: PanelProps) {
  const { t } = useLingui()
  const form = useForm({
    initial: { password: '', repeated: '', confirmation: '' },
    calls: ({ password, confirmation }) => [
      planned('PUT /access/password', { userid, password, 'confirmation-password': confirmation === '' ? undefined : confirmation }, [
        'password',
        'confirmation-password',
      ]),
    ],
    check: checkPassword,
    fieldOf: name => (name === 'confirmation-password' ? 'confirmation' : name),
    onDone() {
      toast({ look: 'good', text: t`Password of ${userid} set` })
      onClose()
    },
  })
  return (
    <SidePanel title={t`Password of ${userid}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Set password`}>
        <PasswordFields value={form.values} onChange={form.setAll} errors={form.errors} names={userid.split('@')} />
        <OwnPasswordField
          value={form.values.confirmation}
          onChange={confirmation => form.set('confirmation', confirmation)}
          error={form.errors.confirmation}
        />
      </Form>
    </SidePanel>
  )
}
