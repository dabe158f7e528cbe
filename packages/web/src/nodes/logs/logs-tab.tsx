import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { nodeAddress } from '../../addresses.ts'
import { call, callPage } from '../../api/client.ts'
import { useCall } from '../../api/use-call.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import type { NodeTabProps } from '../node-page.tsx'
import { journalSource } from './journal-source.ts'
import { LogView } from './log-view.tsx'
import { serviceSource } from './service-source.ts'
import { useLog } from './use-log.ts'

/** What a field for date and time holds, in seconds since 1970. */
const seconds = (text: string) => (text === '' ? undefined : Math.floor(new Date(text).getTime() / 1000))

/** The node's journal, of all or of one service: followed, searched, read back as far as it goes. */
export function LogsTab({ node, item: service = '' }: NodeTabProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const [follow, setFollow] = useState(true)
  const [search, setSearch] = useState('')
  const shownSearch = useDeferredValue(search)
  const { data: services = [] } = useCall('GET /nodes/{node}/services', { node })
  const { data: time } = useCall('GET /nodes/{node}/time', { node })
  const timeZone = time?.timezone ?? 'UTC'
  const source = useMemo(() => {
    const range = { since: seconds(since), until: seconds(until) }
    if (service === '') return journalSource(query => call('GET /nodes/{node}/journal', { node, ...query }), range)
    return serviceSource(
      async query => {
        const { data, total = 0 } = await callPage('GET /nodes/{node}/syslog', { node, service, ...query })
        return { lines: data.map(({ t: text }) => text), total }
      },
      range,
      timeZone,
    )
  }, [node, service, since, until, timeZone])
  const { lines, loading, atStart, error, loadOlder } = useLog(source, follow && until === '')
  const names = [...new Set([...services.filter(one => one['unit-state'] !== 'not-found').map(one => one.service), service])]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t`Service`}
          value={service}
          choices={[
            { value: '', label: t`All services` },
            ...names
              .filter(Boolean)
              .toSorted()
              .map(value => ({ value, label: value })),
          ]}
          onChange={value => void navigate({ to: nodeAddress(node, 'logs', value), replace: true })}
          className="w-44"
        />
        <label className="flex items-center gap-1.5">
          <span className="text-muted">{t`From`}</span>
          <TextInput type="datetime-local" value={since} onChange={event => setSince(event.target.value)} className="w-auto" />
        </label>
        <label className="flex items-center gap-1.5">
          <span className="text-muted">{t`Until`}</span>
          <TextInput type="datetime-local" value={until} onChange={event => setUntil(event.target.value)} className="w-auto" />
        </label>
        <TextInput
          type="search"
          aria-label={t`Search in the lines`}
          placeholder={t`Search in the lines`}
          value={search}
          onChange={event => setSearch(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Checkbox label={t`Follow`} checked={follow && until === ''} disabled={until !== ''} onChange={setFollow} />
      </div>
      {error !== undefined && <FailureNotice error={error} />}
      {(error === undefined || lines.length > 0) && (
        <LogView key={service} label={t`Log`} lines={lines} search={shownSearch} loading={loading} atStart={atStart} onOlder={loadOlder} />
      )}
    </>
  )
}
