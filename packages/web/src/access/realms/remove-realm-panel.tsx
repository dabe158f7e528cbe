import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { realmOf, useUsers } from '../use-access.ts'

/** Removes the realm that the argument names. */
export function RemoveRealmPanel({ argument: realm, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data } = useUsers()
  const users = (data ?? []).filter(({ userid }) => realmOf(userid) === realm)
  return (
    <RemovePanel
      title={t`Remove realm ${realm}`}
      onClose={onClose}
      typedName={realm}
      done={t`Realm ${realm} removed`}
      calls={[planned('DELETE /access/domains/{realm}', { realm })]}
      losses={users.map(({ userid }) => t`User ${userid}`)}
    />
  )
}
