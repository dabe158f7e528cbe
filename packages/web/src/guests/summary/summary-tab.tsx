import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { GuestCharts } from './guest-charts.tsx'
import { GuestFacts } from './guest-facts.tsx'
import { GuestNotes } from './guest-notes.tsx'

/** The guest at a glance. `lost`: its node does not answer. */
export function SummaryTab({ guest, lost }: { guest: Guest; lost: boolean }) {
  const { node, vmid, kind, template } = guest
  const { data: config } = useCall(`GET /nodes/{node}/${kind}/{vmid}/config`, { node, vmid }, { watch: [`/vms/${vmid}`], enabled: !lost })
  return (
    <>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <GuestFacts guest={guest} config={config} />
        {config && <GuestNotes guest={guest} config={config} />}
      </div>
      {!template && !lost && <GuestCharts guest={guest} />}
    </>
  )
}
