import { useLingui } from '@lingui/react/macro'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { bulkRuns, runProgress, type BulkRun } from './bulk-run.ts'
import { countRows } from './bulk-rows.ts'
import { bulkNames } from './bulk-words.ts'

/** What runs on many guests while its panel is closed. */
export function RunStrip() {
  const runs = useStore(bulkRuns)
  return runs.map(run => <OneRun key={run.id} run={run} />)
}

function OneRun({ run }: { run: BulkRun }) {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const state = useStore(run.state)
  if (state.ended) return null
  const name = i18n._(bulkNames[run.kind])
  const done = countRows(state.rows, 'done', 'failed', 'cancelled')
  const total = state.rows.length
  return (
    <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-surface px-3 py-1">
      <span className="tabular-nums">{t`${name}: ${done} of ${total} done`}</span>
      <Progress value={runProgress(state)} label={name} className="max-w-64 flex-1" />
      <Button look="quiet" className="ml-auto" onClick={() => openPanel('bulk', `run-${run.id}`)}>{t`Show`}</Button>
    </div>
  )
}
