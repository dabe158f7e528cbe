import { useLingui } from '@lingui/react/macro'
import { Download, FileText } from 'lucide-react'
import { useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useNeed } from '../../shell/use-need.ts'

/** All about the node in one text, for whoever helps. */
export function ReportView({ node }: { node: string }) {
  const { t } = useLingui()
  const need = useNeed(`/nodes/${node}`, 'Sys.Audit')
  const [wanted, setWanted] = useState(false)
  const { data, error, isFetching, refetch } = useCall('GET /nodes/{node}/report', { node }, { enabled: wanted })
  const make = () => (wanted ? void refetch() : setWanted(true))
  return (
    <>
      <Notice
        title={t`A report on the whole node, for support`}
      >{t`Look it through before you hand it on: it names guests, addresses and storages.`}</Notice>
      <div className="flex flex-wrap gap-2">
        <Button
          look={data === undefined ? 'primary' : 'plain'}
          icon={FileText}
          disabledReason={need}
          {...(isFetching && { disabled: true })}
          onClick={make}
        >
          {isFetching ? t`Being made…` : data === undefined ? t`Make the report` : t`Make it anew`}
        </Button>
        {data !== undefined && <Button icon={Download} onClick={() => saveFile(`report-${node}.txt`, data)}>{t`Download`}</Button>}
      </div>
      {error && <FailureNotice error={error} />}
      {data !== undefined && (
        <pre
          tabIndex={0}
          aria-label={t`Report`}
          className="overflow-x-auto rounded-lg border border-line bg-surface p-3 font-mono text-[0.86em]"
        >
          {data}
        </pre>
      )}
    </>
  )
}
