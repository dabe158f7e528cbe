import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { useStore } from '../../store.ts'
import { Notice } from '../../ui/notice.tsx'
import { isBulkKind } from './bulk-action.ts'
import { bulkRuns, type BulkRun } from './bulk-run.ts'
import { bulkNames } from './bulk-words.ts'
import { PreflightForm } from './preflight-form.tsx'
import { RunProgress } from './run-progress.tsx'
import { selection } from './selection.ts'

/** An action on many guests: what it would do, and then how far it is. `argument`: the action, or `run-3`. */
export function BulkPanel({ argument, onClose }: PanelProps) {
  const { t, i18n } = useLingui()
  const [chosen] = useState(() => [...selection.get()])
  const [started, setStarted] = useState<BulkRun>()
  const runs = useStore(bulkRuns)
  const { guests } = useStore(live.inventory)
  const run = started ?? runs.find(one => `run-${one.id}` === argument)
  const members = useMemo(
    () => chosen.map(vmid => guests.get(vmid)).filter((guest): guest is Guest => guest !== undefined),
    [chosen, guests],
  )
  const kind = run?.kind ?? (isBulkKind(argument) ? argument : undefined)
  return (
    <SidePanel title={kind ? i18n._(bulkNames[kind]) : t`Action on many guests`} onClose={onClose}>
      {run ? (
        <RunProgress run={run} onClose={onClose} />
      ) : kind === undefined || members.length === 0 ? (
        <div className="p-4">
          <Notice title={t`No guest is selected`}>{t`Select guests in the list first.`}</Notice>
        </div>
      ) : (
        <PreflightForm kind={kind} guests={members} onStart={setStarted} onClose={onClose} />
      )}
    </SidePanel>
  )
}
