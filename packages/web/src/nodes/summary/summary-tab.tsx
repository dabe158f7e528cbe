import type { NodeTabProps } from '../node-page.tsx'
import { MachineFacts } from './machine-facts.tsx'
import { NodeCharts } from './node-charts.tsx'
import { NodeNotes } from './node-notes.tsx'

/** A node at a glance: how it is, how it was, and its notes. */
export function SummaryTab({ node }: NodeTabProps) {
  return (
    <div className="flex flex-col gap-3">
      <MachineFacts node={node} />
      <NodeNotes node={node} />
      <NodeCharts node={node} />
    </div>
  )
}
