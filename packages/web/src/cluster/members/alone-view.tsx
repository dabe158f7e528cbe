import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { LogIn, Plus } from 'lucide-react'
import { documentAddress } from '../../addresses.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useRootOnly } from './use-root-only.ts'

/** What a cluster is good for, and how this node comes into one. */
export function AloneView() {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const rootOnly = useRootOnly()
  return (
    <Card title={t`This node is alone`} className="max-w-3xl">
      <p>
        <Trans>
          Several nodes together are a cluster: each of them manages all, the configuration is the same everywhere, and guests move from one
          to another. Nothing central can fail. Three nodes or more are best: with two, both must be there unless a quorum device helps
          them.
        </Trans>
      </p>
      <ul className="list-disc pl-5">
        <li>{t`The first node creates the cluster and keeps its guests and settings.`}</li>
        <li>{t`Every other node joins with nothing on it: no guests, and its settings become those of the cluster.`}</li>
        <li>{t`The nodes need a fast network between them, the same time, and fixed addresses.`}</li>
      </ul>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <Button look="primary" icon={Plus} disabledReason={rootOnly} onClick={() => openPanel('create-cluster')}>
          {t`Create cluster`}
        </Button>
        <Button icon={LogIn} disabledReason={rootOnly} onClick={() => openPanel('join-cluster')}>
          {t`Join cluster`}
        </Button>
        <Link to={documentAddress('clusters')} className="text-accent hover:underline">
          {t`Guide to clusters`}
        </Link>
      </div>
    </Card>
  )
}
