import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Ban, CircleCheck, CircleMinus } from 'lucide-react'
import { useRowLimit } from '../../ui/use-row-limit.tsx'
import type { Preflight } from './preflight.ts'
import { reasonTexts } from './bulk-words.ts'

const looks = {
  run: { icon: CircleCheck, colour: 'text-good', word: msg`Will run` },
  skip: { icon: CircleMinus, colour: 'text-muted', word: msg`Skipped` },
  blocked: { icon: Ban, colour: 'text-warn', word: msg`Blocked` },
}

/** What will happen to each guest, those first to which something will. */
export function PreflightTable({ rows }: { rows: readonly Preflight[] }) {
  const { t, i18n } = useLingui()
  const { limit, more } = useRowLimit(rows.length)
  const order = ['blocked', 'run', 'skip']
  const sorted = rows.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.guest.vmid - b.guest.vmid)
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={t`What will happen`}
      className="max-h-[45vh] min-h-24 overflow-y-auto rounded-lg border border-line"
    >
      <table className="w-full text-left">
        <thead className="sticky top-0 bg-surface text-[0.93em] text-muted">
          <tr className="h-(--row)">
            <th scope="col" className="px-3 font-semibold">{t`Guest`}</th>
            <th scope="col" className="px-3 font-semibold">{t`What happens`}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, limit).map(({ guest, verdict, reason }) => {
            const { icon: Icon, colour, word } = looks[verdict]
            return (
              <tr key={guest.vmid} className="border-t border-line align-top">
                <td className="px-3 py-1.5">
                  <span className="tabular-nums text-muted">{guest.vmid}</span> <bdi className="break-all">{guest.name}</bdi>
                </td>
                <td className="px-3 py-1.5">
                  <span className={`flex items-center gap-1.5 ${colour}`}>
                    <Icon size={15} aria-hidden className="shrink-0" />
                    {i18n._(word)}
                  </span>
                  {reason && (
                    <span className="block text-[0.93em] text-muted">
                      {i18n._(reasonTexts[reason])}
                      {reason === 'locked' && ` (${guest.lock})`}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {more}
    </div>
  )
}
