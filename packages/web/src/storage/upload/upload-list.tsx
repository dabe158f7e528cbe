import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { RotateCcw, X } from 'lucide-react'
import { taskAddress } from '../../addresses.ts'
import { useStore } from '../../store.ts'
import { IconButton } from '../../ui/button.tsx'
import { formatBytes, formatDuration, formatPercent } from '../../ui/format.ts'
import { Progress } from '../../ui/progress.tsx'
import { uploads, type Upload } from './uploads.ts'

function UploadLine({ upload }: { upload: Upload }) {
  const { t } = useLingui()
  const { id, sent, state, done, rate, left, upid, failure } = upload
  const { name, file } = sent
  const part = file.size > 0 ? done / file.size : 1
  const facts = [
    `${formatBytes(done)} / ${formatBytes(file.size)}`,
    formatPercent(part),
    rate === undefined ? undefined : `${formatBytes(rate)}/s`,
    left === undefined ? undefined : t`${formatDuration(left)} left`,
  ]
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex items-center gap-2">
        <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
        {state === 'failed' && <IconButton icon={RotateCcw} label={t`Send ${name} again`} onClick={() => uploads.retry(id)} />}
        <IconButton
          icon={X}
          label={state === 'sent' || state === 'failed' ? t`Take ${name} off the list` : t`Cancel ${name}`}
          onClick={() => uploads.remove(id)}
        />
      </div>
      {state !== 'failed' && <Progress value={part} label={t`Progress of ${name}`} />}
      <div className="flex flex-wrap gap-x-3 text-[0.93em] text-muted tabular-nums">
        {state === 'waiting' && <span>{t`Waiting`}</span>}
        {state === 'sending' && part < 1 && facts.filter(Boolean).map(fact => <span key={fact}>{fact}</span>)}
        {state === 'sending' && part >= 1 && <span>{t`Sent; the server takes it…`}</span>}
        {state === 'sent' && upid && (
          <Link to={taskAddress(upid)} className="text-accent hover:underline">
            {t`Sent: see the task`}
          </Link>
        )}
        {state === 'failed' && <span className="text-bad">{failure}</span>}
      </div>
    </li>
  )
}

/** Files on their way to one storage. */
export function UploadList({ node, storage }: { node: string; storage: string }) {
  const { t } = useLingui()
  const all = useStore(uploads)
  const here = all.filter(({ sent }) => sent.node === node && sent.storage === storage)
  if (here.length === 0) return null
  return (
    <ul aria-label={t`Uploads`} className="shrink-0 rounded-lg border border-line bg-surface">
      {here.map(upload => (
        <UploadLine key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}
