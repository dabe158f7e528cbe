import { Trans, useLingui } from '@lingui/react/macro'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { decodeJoinInformation, encodeJoinInformation } from './join-information.ts'
import { JoinInformationFacts } from './join-information-facts.tsx'
import { useMembership } from './use-membership.ts'

function MemberInformation() {
  return (
    <WithData query={useCall('GET /cluster/config/join', {}, { watch: ['/corosync.conf'] })}>
      {answer => <Information text={encodeJoinInformation(answer)} />}
    </WithData>
  )
}

function Information({ text }: { text: string }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  const information = decodeJoinInformation(text)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <>
      <Button look="primary" icon={copied ? Check : Copy} className="self-start" onClick={() => void copy()}>
        {copied ? t`Copied` : t`Copy information`}
      </Button>
      <Field label={t`Join information`}>
        {control => <TextArea {...control} readOnly rows={7} value={text} onFocus={event => event.target.select()} className="break-all" />}
      </Field>
      {information && <JoinInformationFacts information={information} />}
    </>
  )
}

/** What another node needs to join the cluster, to be copied there. */
export function JoinInformationPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <SidePanel title={t`Join information`} onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto p-4">
        <p>
          <Trans>
            Copy this, open the interface of the node that shall join, and paste it there below Cluster, “Join cluster”. It holds no secret:
            the password of root on this node is asked for there.
          </Trans>
        </p>
        <WithData query={useMembership()}>
          {({ cluster }) => (cluster ? <MemberInformation /> : <Notice title={t`This node is in no cluster.`} />)}
        </WithData>
      </div>
    </SidePanel>
  )
}
