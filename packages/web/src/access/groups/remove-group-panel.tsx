import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { useAcl, useGroups } from '../use-access.ts'
import { membersOf } from './groups-view.tsx'

/** Removes the group that the argument names; its members stay, but lose what it gave them. */
export function RemoveGroupPanel({ argument: groupid, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data } = useGroups()
  const group = data?.find(one => one.groupid === groupid)
  const count = group ? membersOf(group).length : 0
  const acl = useAcl().filter(({ type, ugid }) => type === 'group' && ugid === groupid)
  return (
    <RemovePanel
      title={t`Remove group ${groupid}`}
      onClose={onClose}
      done={t`Group ${groupid} removed`}
      calls={[planned('DELETE /access/groups/{groupid}', { groupid })]}
      losses={[
        ...(count > 0 ? [plural(count, { one: 'Membership of # user, who stays', other: 'Membership of # users, who stay' })] : []),
        ...acl.map(({ roleid, path }) => t`Role ${roleid} on ${path}`),
      ]}
    />
  )
}
