import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { ApiCallButton } from '../../forms/api-call-button.tsx'
import { ApiCalls } from '../../forms/api-calls.tsx'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Notice } from '../../ui/notice.tsx'
import { firstOptions, isHarsh, type BulkKind, type BulkOptions } from './bulk-action.ts'
import { guestCall, parentCall } from './bulk-calls.ts'
import { BulkOptionsFields } from './bulk-options.tsx'
import { startBulk, type BulkRun } from './bulk-run.ts'
import { bulkNames } from './bulk-words.ts'
import { Countdown } from './countdown.tsx'
import { preflight } from './preflight.ts'
import { PreflightTable } from './preflight-table.tsx'

/** So many calls are shown. */
const mostCalls = 5

interface PreflightFormProps {
  readonly kind: BulkKind
  readonly guests: readonly Guest[]
  readonly onStart: (run: BulkRun) => void
  readonly onClose: () => void
}

function complete(kind: BulkKind, { addTags, removeTags, snapshotName, config, target }: BulkOptions): boolean {
  if (kind === 'tags') return addTags.length + removeTags.length > 0
  if (kind === 'snapshot') return /^[a-z][\w-]+$/i.test(snapshotName)
  if (kind === 'migrate') return target !== ''
  return kind !== 'config' || Object.keys(config).length > 0
}

/** Options, what would happen to each guest, and the button that begins it. */
export function PreflightForm({ kind, guests, onStart, onClose }: PreflightFormProps) {
  const { t, i18n } = useLingui()
  const { nodes } = useStore(live.inventory)
  const [options, setOptions] = useState(() => firstOptions(kind))
  const [waiting, setWaiting] = useState(false)
  const [sure, setSure] = useState(false)
  const [shown, setShown] = useState(false)
  const rows = useMemo(
    () => preflight(kind, guests, options, node => nodes.get(node)?.status === 'offline'),
    [kind, guests, options, nodes],
  )
  const willRun = rows.filter(row => row.verdict === 'run').map(row => row.guest)
  const count = willRun.length
  const begin = () => onStart(startBulk(kind, willRun, options))
  const whole = shown && count > 0 ? parentCall(kind, willRun, options) : undefined
  const name = i18n._(bulkNames[kind])
  const harsh = isHarsh(kind)
  const missing = !complete(kind, options)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <BulkOptionsFields kind={kind} options={options} onChange={change => setOptions({ ...options, ...change })} />
        {kind === 'delete' && (
          <Notice look="warn" title={t`Their disks go with them`}>{t`What is deleted cannot be brought back without a backup.`}</Notice>
        )}
        <p role="status" className="tabular-nums">
          {t`It will run for ${count} of ${guests.length} guests.`}
        </p>
        <PreflightTable rows={rows} />
        {kind === 'delete' && <Checkbox label={t`Delete these guests and their disks for good`} checked={sure} onChange={setSure} />}
        {shown && <ApiCalls calls={whole ? [whole] : willRun.slice(0, mostCalls).map(guest => guestCall(kind, guest, options))} />}
        {shown && !whole && count > mostCalls && <p className="text-muted">{t`And so on for the others.`}</p>}
      </div>
      {waiting ? (
        <Countdown
          text={t`${name}: ${plural(count, { one: '# guest', other: '# guests' })}.`}
          onEnd={begin}
          onCancel={() => setWaiting(false)}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
          <Button
            look={harsh ? 'danger' : 'primary'}
            disabled={count === 0 || missing || (kind === 'delete' && !sure)}
            onClick={harsh ? () => setWaiting(true) : begin}
          >
            {t`${name}: ${plural(count, { one: '# guest', other: '# guests' })}`}
          </Button>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <ApiCallButton shown={shown} onChange={setShown} />
        </div>
      )}
    </div>
  )
}
