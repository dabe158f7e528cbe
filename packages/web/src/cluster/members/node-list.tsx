import { useLingui } from '@lingui/react/macro'
import { plural } from '@lingui/core/macro'
import { LinkState } from './link-state.tsx'
import { NodeName, Presence, RemoveButton } from './member-parts.tsx'
import type { Membership } from './use-membership.ts'

/** The nodes of a cluster where there is room for one column only. */
export function NodeList({ membership }: { membership: Membership }) {
  const { t } = useLingui()
  return (
    <ul aria-label={t`Nodes`} className="flex flex-col">
      {membership.nodes.map(node => (
        <li key={node.name} className="flex items-center gap-2 border-b border-line py-1.5 last:border-0">
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <div className="flex flex-wrap items-center gap-x-3">
              <NodeName node={node} membership={membership} />
              <span className="text-[0.93em] text-muted tabular-nums">
                {t`ID ${node.nodeid}`} · {plural(node.votes, { one: '# vote', other: '# votes' })}
              </span>
            </div>
            <Presence node={node} />
            {membership.links.map(({ link }) => (
              <span key={link} className="flex items-center gap-2 text-[0.93em]">
                <span className="text-muted">{t`Link ${link}`}</span>
                <LinkState membership={membership} node={node} link={link} />
              </span>
            ))}
          </div>
          <RemoveButton node={node} membership={membership} />
        </li>
      ))}
    </ul>
  )
}
