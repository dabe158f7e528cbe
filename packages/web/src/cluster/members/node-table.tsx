import { useLingui } from '@lingui/react/macro'
import { LinkState } from './link-state.tsx'
import { NodeName, NodeVersion, Presence, RemoveButton } from './member-parts.tsx'
import type { Membership } from './use-membership.ts'

/** The nodes of a cluster with their votes and links, one below the other. */
export function NodeTable({ membership }: { membership: Membership }) {
  const { t } = useLingui()
  const { nodes, links } = membership
  const head = 'px-3 font-semibold whitespace-nowrap'
  return (
    <div tabIndex={0} role="region" aria-label={t`Nodes`} className="overflow-x-auto rounded-md border border-line">
      <table className="w-full text-left">
        <thead className="text-[0.93em] text-muted">
          <tr className="h-(--row) border-b border-line">
            <th scope="col" className={head}>{t`Node`}</th>
            <th scope="col" className={`${head} text-right`}>{t`ID`}</th>
            <th scope="col" className={`${head} text-right`}>{t`Votes`}</th>
            <th scope="col" className={head}>{t`Status`}</th>
            {links.map(({ link, priority }) => (
              <th key={link} scope="col" className={head}>
                {t`Link ${link}`}
                {priority !== undefined && <span className="font-normal">{` · ${t`priority ${priority}`}`}</span>}
              </th>
            ))}
            <th scope="col" className={head}>{t`Version`}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {nodes.map(node => (
            <tr key={node.name} className="h-(--row) border-b border-line last:border-0">
              <td className="max-w-64 px-3">
                <NodeName node={node} membership={membership} />
              </td>
              <td className="px-3 text-right tabular-nums">{node.nodeid}</td>
              <td className="px-3 text-right tabular-nums">{node.votes}</td>
              <td className="px-3">
                <Presence node={node} />
              </td>
              {links.map(({ link }) => (
                <td key={link} className="px-3">
                  <LinkState membership={membership} node={node} link={link} />
                </td>
              ))}
              <td className="px-3 tabular-nums">
                <NodeVersion node={node} />
              </td>
              <td className="w-0 px-1">
                <RemoveButton node={node} membership={membership} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
