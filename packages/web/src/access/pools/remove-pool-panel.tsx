import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { useStore } from '../../store.ts'
import { useAcl } from '../use-access.ts'
import { isWithin } from './pool-usage.ts'
import { memberLists, usePool } from './use-pool.ts'

/** Removes the pool that the argument names: its members are taken out first and stay as they are. */
export function RemovePoolPanel({ argument: poolid, onClose }: PanelProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { pools } = useStore(live.inventory)
  const { members } = usePool(poolid)
  const acl = useAcl().filter(({ path }) => path === `/pool/${poolid}`)
  const inner = pools.find(pool => pool !== poolid && isWithin(pool, poolid))
  const lists = memberLists(members)
  const names = [lists.vms, lists.storage].filter(Boolean).join(', ').replaceAll(',', ', ').replaceAll(/ +/g, ' ')
  return (
    <RemovePanel
      title={t`Remove pool ${poolid}`}
      onClose={() => {
        onClose()
        // The page of a pool that is gone has nothing to show.
        if (!live.inventory.get().pools.includes(poolid)) void navigate({ to: '/pools' })
      }}
      done={t`Pool ${poolid} removed`}
      obstacle={inner === undefined ? undefined : t`Pool ${inner} lies in it. Remove that first.`}
      calls={[
        ...(members.length > 0 ? [planned('PUT /pools', { poolid, ...lists, delete: true })] : []),
        planned('DELETE /pools', { poolid }),
      ]}
      losses={[
        ...(names ? [t`${names} leave the pool and lose its permissions; nothing of them is deleted`] : []),
        ...acl.map(({ ugid, roleid }) => t`Role ${roleid} of ${ugid}`),
      ]}
    />
  )
}
