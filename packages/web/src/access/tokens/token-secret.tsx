import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { curlLine, terraformBlock } from './token-id.ts'

interface TokenSecretProps {
  readonly id: string
  readonly secret: string
  readonly separated: boolean
  readonly onClose: () => void
}

/** The secret of a new token, this once, and how to use it. */
export function TokenSecret({ id, secret, separated, onClose }: TokenSecretProps) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const [use, setUse] = useState<'curl' | 'terraform' | 'header'>('curl')
  const texts = {
    curl: curlLine({ id, secret, origin: location.origin }),
    terraform: terraformBlock({ id, secret, origin: location.origin }),
    header: `Authorization: PVEAPIToken=${id}=${secret}`,
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <Notice look="warn" title={t`The secret is shown only now. Keep it before this is closed.`} />
      <div className="flex flex-col gap-1">
        <span className="font-medium">{t`Token`}</span>
        <CopyText text={id} />
      </div>
      <div className="flex flex-col gap-1">
        <span className="font-medium">{t`Secret`}</span>
        <CopyText text={secret} />
      </div>
      <Tabs
        label={t`Ready to use`}
        value={use}
        onChange={setUse}
        tabs={[
          { id: 'curl', label: 'curl' },
          { id: 'terraform', label: 'Terraform' },
          { id: 'header', label: 'HTTP' },
        ]}
      />
      <CopyText text={texts[use]} />
      {separated && (
        <Notice
          title={t`The token has no rights of its own yet`}
        >{t`Give it roles: it can then do what both it and its user may do.`}</Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {separated && (
          <Button look="primary" onClick={() => openPanel('add-permission', `token/${id}`)}>
            {t`Give it a role`}
          </Button>
        )}
        <Button onClick={onClose}>{t`I have kept it`}</Button>
      </div>
    </div>
  )
}
