import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { useAcl } from '../use-access.ts'

/** Removes the role that the argument names. */
export function RemoveRolePanel({ argument: roleid, onClose }: PanelProps) {
  const { t } = useLingui()
  const uses = useAcl().filter(entry => entry.roleid === roleid)
  return (
    <RemovePanel
      title={t`Remove role ${roleid}`}
      onClose={onClose}
      done={t`Role ${roleid} removed`}
      calls={[planned('DELETE /access/roles/{roleid}', { roleid })]}
      losses={uses.map(({ ugid, path }) => t`What ${ugid} may do on ${path} by this role`)}
    />
  )
}
