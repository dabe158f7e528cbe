import { Plural, useLingui } from '@lingui/react/macro'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useLabels } from '../../labels/use-labels.ts'
import { configCall } from './config-change.ts'
import { ReadingText } from './reading-text.tsx'
import type { GuestConfig } from './use-guest-config.ts'

/** Everything that waits for the next start: what is, what is going to be, and how to take it back or bring it about. */
export function PendingBar({ guest, config }: { guest: Guest; config: GuestConfig }) {
  const { t } = useLingui()
  const labels = useLabels()
  const [busy, setBusy] = useState(false)
  const { pending } = config
  if (pending.length === 0) return null
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  const revert = (keys: readonly string[]) =>
    void attempt(async () => {
      const call = configCall(guest, { revert: keys, digest: config.digest })
      if (call) await send(call)
    })
  const reboot = () =>
    void attempt(() =>
      send(
        planned(`POST /nodes/{node}/${guest.kind}/{vmid}/status/reboot` as 'POST /nodes/{node}/qemu/{vmid}/status/reboot', {
          node: guest.node,
          vmid: guest.vmid,
        }),
      ),
    )
  const title = t`Pending changes`
  return (
    <section aria-label={title} className="flex flex-col gap-2 rounded-lg border border-warn/40 bg-warn-surface px-4 py-2.5">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto font-semibold text-warn">
          <Plural value={pending.length} one="# change waits for the next start" other="# changes wait for the next start" />
        </h2>
        <Button disabled={busy} icon={RotateCcw} onClick={() => revert(pending.map(change => change.key))}>{t`Revert all`}</Button>
        <Button look="primary" disabled={busy || guest.status !== 'running'} onClick={reboot}>{t`Reboot now`}</Button>
      </header>
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <thead className="text-[0.93em] text-muted">
            <tr>
              <th scope="col" className="py-0.5 pr-4 font-medium">{t`Setting`}</th>
              <th scope="col" className="py-0.5 pr-4 font-medium">{t`Now`}</th>
              <th scope="col" className="py-0.5 pr-4 font-medium">{t`After the restart`}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {pending.map(({ key, from, to }) => {
              const name = labels.name(key)
              return (
                <tr key={key} className="border-t border-line">
                  <th scope="row" className="py-0.5 pr-4 font-medium">
                    {name} {/\d$/.test(key) && <span className="font-normal text-muted">{key}</span>}
                  </th>
                  <td className="py-0.5 pr-4 break-words text-muted">
                    {from === undefined ? (
                      t`not set`
                    ) : (
                      <del>
                        <ReadingText kind={guest.kind} name={key} value={from} />
                      </del>
                    )}
                  </td>
                  <td className="py-0.5 pr-4 break-words">
                    {to === undefined ? t`removed` : <ReadingText kind={guest.kind} name={key} value={to} />}
                  </td>
                  <td className="text-right">
                    <IconButton icon={RotateCcw} label={t`Revert ${name}`} disabled={busy} onClick={() => revert([key])} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
