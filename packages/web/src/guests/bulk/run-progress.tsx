import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Ban, CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { taskAddress } from '../../addresses.ts'
import { send } from '../../forms/send.ts'
import { runWithUndo } from '../../shell/undo.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { formatPercent } from '../../ui/format.ts'
import { Progress } from '../../ui/progress.tsx'
import { useRowLimit } from '../../ui/use-row-limit.tsx'
import { inverseCall } from './bulk-calls.ts'
import { countRows, type BulkRow } from './bulk-rows.ts'
import { runProgress, type BulkRun } from './bulk-run.ts'
import { bulkNames, rowStates } from './bulk-words.ts'

const icons = { queued: CircleDashed, running: LoaderCircle, done: CircleCheck, failed: CircleAlert, cancelled: Ban }
const colours = {
  queued: 'text-muted',
  running: 'text-accent animate-spin',
  done: 'text-good',
  failed: 'text-bad',
  cancelled: 'text-muted',
}

const urgency: Readonly<Partial<Record<BulkRow['state'], number>>> = { failed: 0, running: 1 }
/** Where not all are shown, those that failed are, and those that run. */
const byUrgency = (a: BulkRow, b: BulkRow) => (urgency[a.state] ?? 2) - (urgency[b.state] ?? 2)

function Row({ row }: { row: BulkRow }) {
  const { t, i18n } = useLingui()
  const Icon = icons[row.state]
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-3 py-1.5 first:border-0">
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${colours[row.state]}`} />
      <div className="min-w-0 flex-1">
        <span className="text-muted tabular-nums">{row.vmid}</span> <bdi className="break-all">{row.name}</bdi>
        {row.note && <p className={`break-words text-[0.93em] ${row.state === 'failed' ? 'text-bad' : 'text-muted'}`}>{row.note}</p>}
      </div>
      <span className="flex shrink-0 items-center gap-2 tabular-nums">
        {row.state === 'running' && row.progress !== undefined ? formatPercent(row.progress) : i18n._(rowStates[row.state])}
        {row.upid && (
          <Link to={taskAddress(row.upid)} className="text-accent hover:underline">
            {t`Log`}
          </Link>
        )}
      </span>
    </li>
  )
}

/** How far an action on many is, guest by guest. */
export function RunProgress({ run, onClose }: { run: BulkRun; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const state = useStore(run.state)
  const { rows, ended, cancelled } = state
  const [done, failed, total] = [countRows(rows, 'done'), countRows(rows, 'failed'), rows.length]
  const { limit, more } = useRowLimit(total)
  const name = i18n._(bulkNames[run.kind])
  const [taken, setTaken] = useState(false)
  const changed = new Set(rows.filter(row => row.state === 'done').map(row => row.vmid))
  const inverse = ended
    ? run.guests.flatMap(guest => (changed.has(guest.vmid) ? (inverseCall(run.kind, guest, run.options) ?? []) : []))
    : []
  async function takeBack(): Promise<void> {
    setTaken(true)
    const done = await runWithUndo({
      run: async () => void (await Promise.all(inverse.map(call => send(call)))),
      undo: async () => {
        setTaken(false)
        await run.start(run.guests.filter(guest => changed.has(guest.vmid)))
      },
      text: t`${name}: taken back`,
    })
    if (!done) setTaken(false)
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
        <div className="flex flex-col gap-1.5">
          <p role="status" className="font-medium tabular-nums">
            {t`${done} of ${total} done`}
            {failed > 0 && <span className="text-bad">{` · ${t`${failed} failed`}`}</span>}
            {cancelled && ` · ${t`the rest is left out`}`}
          </p>
          <Progress value={runProgress(state)} label={name} />
          {state.parent && (
            <Link to={taskAddress(state.parent)} className="text-accent hover:underline">
              {t`Log of the whole`}
            </Link>
          )}
        </div>
        <ul className="rounded-lg border border-line">
          {(total > limit ? rows.toSorted(byUrgency).slice(0, limit) : rows).map(row => (
            <Row key={row.vmid} row={row} />
          ))}
        </ul>
        {more}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
        {!ended && <Button look="danger" disabled={cancelled} onClick={() => run.cancel()}>{t`Cancel the rest`}</Button>}
        {ended && failed > 0 && <Button look="primary" onClick={() => void run.retry()}>{t`Try the failed again`}</Button>}
        {inverse.length > 0 && !taken && <Button onClick={() => void takeBack()}>{t`Undo`}</Button>}
        <Button onClick={onClose}>{ended ? t`Close` : t`Go on in the background`}</Button>
      </div>
    </div>
  )
}
