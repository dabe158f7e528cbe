import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { useAcl, useFactors, useUsers } from '../use-access.ts'

/** Removes the user that the argument names; tells which tokens, permissions and factors go with him. */
export function RemoveUserPanel({ argument: userid, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data: users } = useUsers()
  const { data: factors } = useFactors()
  const acl = useAcl().filter(({ ugid }) => ugid === userid || ugid.startsWith(`${userid}!`))
  const user = users?.find(one => one.userid === userid)
  const count = factors?.find(one => one.userid === userid)?.entries.length ?? 0
  const groups = (user?.groups ?? '').replaceAll(',', ', ')
  return (
    <RemovePanel
      title={t`Remove user ${userid}`}
      onClose={onClose}
      typedName={userid}
      done={t`User ${userid} removed`}
      obstacle={userid === 'root@pam' ? t`root@pam is always there.` : undefined}
      calls={[planned('DELETE /access/users/{userid}', { userid })]}
      losses={[
        ...(user?.tokens ?? []).map(({ tokenid }) => t`Token ${tokenid}: whatever uses it can no longer log in`),
        ...acl.map(({ roleid, path }) => t`Role ${roleid} on ${path}`),
        ...(groups ? [t`Membership in ${groups}`] : []),
        ...(count > 0 ? [plural(count, { one: '# second factor', other: '# second factors' })] : []),
      ]}
    />
  )
}
