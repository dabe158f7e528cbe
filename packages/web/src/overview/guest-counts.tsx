import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { guestListAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { Card } from '../ui/card.tsx'
import { StatusDot, type StatusKind } from '../ui/status.tsx'

/** How many guests there are, by kind and state; every number is a list. */
export function GuestCounts() {
  const { t } = useLingui()
  const guests = [...useStore(live.inventory).guests.values()]
  const states: readonly (readonly [StatusKind, string])[] = [
    ['running', t`Running`],
    ['paused', t`Paused`],
    ['stopped', t`Stopped`],
    ...(guests.some(guest => guest.status === 'unknown') ? [['unknown', t`Unknown`] as const] : []),
  ]
  const kinds = [
    { kind: 'qemu', query: 'type:vm', label: t`VMs` },
    { kind: 'lxc', query: 'type:ct', label: t`Containers` },
  ]
  const cell = 'px-2 py-1.5 text-right tabular-nums'
  const count = (kind: string, status: string) =>
    guests.filter(guest => guest.kind === kind && guest.status === status && !guest.template).length
  const templates = (kind: string) => guests.filter(guest => guest.kind === kind && guest.template).length
  return (
    <Card title={t`Guests`}>
      <table className="w-full">
        <thead>
          <tr className="text-muted">
            <td />
            {kinds.map(({ kind, label }) => (
              <th key={kind} scope="col" className={`${cell} font-normal`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {states.map(([status, label]) => (
            <tr key={status} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                <span className="flex items-center gap-2">
                  <StatusDot status={status} />
                  {label}
                </span>
              </th>
              {kinds.map(({ kind, query }) => (
                <td key={kind} className={cell}>
                  <Link
                    to={guestListAddress(`${query} status:${status} is:guest`)}
                    className="block hover:underline coarse:-my-1.5 coarse:py-3"
                  >
                    {count(kind, status)}
                  </Link>
                </td>
              ))}
            </tr>
          ))}
          <tr className="border-t border-line">
            <th scope="row" className="py-1.5 text-left font-normal">{t`Templates`}</th>
            {kinds.map(({ kind, query }) => (
              <td key={kind} className={cell}>
                <Link to={guestListAddress(`${query} is:template`)} className="hover:underline">
                  {templates(kind)}
                </Link>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Card>
  )
}
