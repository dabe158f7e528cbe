import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { useStore } from '../../store.ts'
import { Notice } from '../../ui/notice.tsx'
import { useMembership } from './use-membership.ts'

/** Takes a node out of the cluster for good; the argument is its name. */
export function RemoveNodePanel({ argument: node, onClose }: PanelProps) {
  const { t } = useLingui()
  const { data } = useMembership()
  const { guests } = useStore(live.inventory)
  const left = [...guests.values()].filter(guest => guest.node === node).length
  const found = data?.nodes.find(({ name }) => name === node)
  const obstacle =
    data === undefined
      ? undefined
      : found === undefined
        ? t`There is no node ${node} in the cluster.`
        : node === data.node
          ? t`A node cannot remove itself: do it on another one.`
          : found.online
            ? t`It is online: move its guests away and shut it down first.`
            : undefined
  return (
    <RemovePanel
      title={t`Remove node ${node}`}
      onClose={onClose}
      typedName={node}
      done={t`${node} is no member of the cluster any more.`}
      obstacle={obstacle}
      calls={[planned('DELETE /cluster/config/nodes/{node}', { node })]}
      losses={[
        t`Its votes: quorum is counted with those of the others from then on`,
        ...(left > 0
          ? [
              plural(left, {
                one: '# guest that is configured on it: its configuration stays in the tree, its disks on that machine',
                other: '# guests that are configured on it: their configuration stays in the tree, their disks on that machine',
              }),
            ]
          : []),
      ]}
    >
      <Notice look="warn" title={t`It must stay off`}>
        {t`It still believes to be a member. Switched on in this network as it is, it disturbs the cluster: install it anew first, or separate it with “pvecm leave” while it has no network.`}
      </Notice>
    </RemovePanel>
  )
}
