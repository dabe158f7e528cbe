import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { nodeAddress } from '../../addresses.ts'
import { useCall } from '../../api/use-call.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { IconButton } from '../../ui/button.tsx'
import { formatShortTime } from '../../ui/format.ts'
import { Status } from '../../ui/status.tsx'
import { Badge } from '../../ui/tag.tsx'
import { useRootOnly } from './use-root-only.ts'
import type { MemberNode, Membership } from './use-membership.ts'

/** Whether it is there, and since when as far as this node has seen it. */
export function Presence({ node }: { node: MemberNode }) {
  const { t } = useLingui()
  const since = node.since !== undefined && node.since > 0 ? formatShortTime(node.since) : undefined
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Status status={node.online ? 'online' : 'offline'} />
      {since && <span className="text-[0.93em] text-muted tabular-nums">{t`since ${since}`}</span>}
    </span>
  )
}

export function NodeName({ node: { name }, membership }: { node: MemberNode; membership: Membership }) {
  const { t } = useLingui()
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Link to={nodeAddress(name)} className="truncate font-medium hover:underline">
        <bdi>{name}</bdi>
      </Link>
      {name === membership.node && <Badge>{t`This node`}</Badge>}
    </span>
  )
}

/** A node that has just come may not answer yet. */
const lookAgainMs = 30_000

/** Of the product on it; a node that is off does not tell. */
export function NodeVersion({ node: { name, online } }: { node: MemberNode }) {
  const { data } = useCall('GET /nodes/{node}/version', { node: name }, { enabled: online === 1, everyMs: lookAgainMs })
  return online === 1 && data ? data.version : <span className="text-muted">–</span>
}

export function RemoveButton({ node: { name, online }, membership }: { node: MemberNode; membership: Membership }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const rootOnly = useRootOnly()
  const why =
    name === membership.node
      ? t`A node cannot remove itself: do it on another one.`
      : online === 1
        ? t`It is online: move its guests away and shut it down first.`
        : undefined
  return (
    <IconButton
      icon={Trash2}
      label={t`Remove from the cluster`}
      aria-label={t`Remove node ${name}`}
      disabledReason={rootOnly ?? why}
      onClick={() => openPanel('remove-node', name)}
    />
  )
}
