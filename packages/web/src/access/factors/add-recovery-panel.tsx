import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { OwnPasswordField } from '../account/own-password-field.tsx'
import { refresh } from '../use-access.ts'
import { RecoveryKeys } from './recovery-keys.tsx'

/** Makes recovery keys for the user that the argument names. */
export function AddRecoveryPanel({ argument: userid, onClose }: PanelProps) {
  const { t } = useLingui()
  const [keys, setKeys] = useState<readonly string[]>()
  const form = useForm({
    initial: { password: '' },
    calls: ({ password }) => [
      planned('POST /access/tfa/{userid}', { userid, type: 'recovery', password: password || undefined }, ['password']),
    ],
    onDone([answer]) {
      refresh('GET /access/tfa', 'GET /access/users')
      setKeys((answer as { recovery: readonly string[] }).recovery)
    },
  })
  return (
    <SidePanel title={t`Recovery keys for ${userid}`} onClose={onClose}>
      {keys ? (
        <RecoveryKeys userid={userid} keys={keys} onClose={onClose} />
      ) : (
        <Form form={form} submitLabel={t`Make keys`} action>
          <p>{t`Recovery keys open the account when the other factor is lost. Each works once; keep them on paper, not with the device.`}</p>
          <OwnPasswordField
            value={form.values.password}
            onChange={password => form.set('password', password)}
            error={form.errors.password}
          />
        </Form>
      )}
    </SidePanel>
  )
}
