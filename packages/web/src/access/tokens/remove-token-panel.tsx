import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { useAcl } from '../use-access.ts'
import { splitTokenId } from './token-id.ts'

/** Removes the token that the argument names. */
export function RemoveTokenPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const acl = useAcl().filter(({ ugid }) => ugid === argument)
  return (
    <RemovePanel
      title={t`Remove token ${argument}`}
      onClose={onClose}
      done={t`Token ${argument} removed`}
      calls={[planned('DELETE /access/users/{userid}/token/{tokenid}', splitTokenId(argument))]}
      losses={[
        t`Whatever uses it can no longer log in; its secret cannot be restored`,
        ...acl.map(({ roleid, path }) => t`Role ${roleid} on ${path}`),
      ]}
    />
  )
}
