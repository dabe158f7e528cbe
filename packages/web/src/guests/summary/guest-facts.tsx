import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { formatBytes, formatDuration, formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { useNow } from '../../ui/use-now.ts'
import { GuestState } from '../guest/guest-state.tsx'
import { agentEnabled } from './agent-enabled.ts'
import { AddressList } from './address-list.tsx'
import { Usage } from './usage.tsx'

interface Current {
  readonly memhost?: number
  readonly swap?: number
  readonly maxswap?: number
  readonly 'running-qemu'?: string
  readonly 'agent-listens'?: 0 | 1
}

/** How the guest is: its state, what it uses, where it can be reached. */
export function GuestFacts({ guest, config }: { guest: Guest; config: object | undefined }) {
  const { t } = useLingui()
  const { node, vmid, kind, status, since, template, maxcpu, maxmem, maxdisk } = guest
  const now = useNow()
  const agent = agentEnabled(config)
  const runs = status === 'running' || status === 'paused'
  const { data } = useCall(
    `GET /nodes/{node}/${kind}/{vmid}/status/current`,
    { node, vmid },
    { watch: [`/vms/${vmid}`], ...(runs && { everyMs: agent ? 20_000 : 60_000 }) },
  )
  const current = data as Current | undefined
  const unprivileged = (config as { unprivileged?: unknown } | undefined)?.unprivileged === 1
  return (
    <Card title={t`State`}>
      <Facts>
        {!template && (
          <Fact label={t`Status`}>
            <GuestState guest={guest} />
          </Fact>
        )}
        {!template && (
          <Fact label={t`Uptime`}>{since > 0 ? <span className="tabular-nums">{formatDuration(now - since)}</span> : '–'}</Fact>
        )}
        <Fact label={t`CPU`}>
          <span className="flex flex-wrap items-center gap-x-2 tabular-nums">
            {runs && <Meter value={guest.cpu} label={t`Processor`} className="w-20" />}
            {runs && formatPercent(guest.cpu, 1)}
            <span className={runs ? 'text-muted' : ''}>{t`${plural(maxcpu, { one: '# core', other: '# cores' })}`}</span>
          </span>
        </Fact>
        <Fact label={t`Memory`}>
          <Usage label={t`Memory`} used={runs ? guest.mem : undefined} total={maxmem} />
        </Fact>
        {runs && current?.memhost !== undefined && (
          <Fact label={t`Host memory`}>
            <span className="tabular-nums">{formatBytes(current.memhost)}</span>
          </Fact>
        )}
        {kind === 'lxc' && (current?.maxswap ?? 0) > 0 && (
          <Fact label={t`Swap`}>
            <Usage label={t`Swap`} used={runs ? (current?.swap ?? 0) : undefined} total={current?.maxswap ?? 0} />
          </Fact>
        )}
        <Fact label={kind === 'qemu' ? t`Boot disk` : t`Root disk`}>
          <Usage label={t`Disk`} used={runs && kind === 'lxc' ? guest.disk : undefined} total={maxdisk} />
        </Fact>
        {kind === 'lxc' && <Fact label={t`Unprivileged`}>{unprivileged ? t`Yes` : t`No`}</Fact>}
        {!template && (
          <Fact label={t`IP addresses`}>
            <AddressList guest={guest} agent={agent} listens={current?.['agent-listens'] === 1} />
          </Fact>
        )}
        {current?.['running-qemu'] !== undefined && <Fact label={t`QEMU`}>{current['running-qemu']}</Fact>}
      </Facts>
    </Card>
  )
}
