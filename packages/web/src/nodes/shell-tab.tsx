import { useLingui } from '@lingui/react/macro'
import { SquareTerminal } from 'lucide-react'
import { openConsole } from '../shell/console-store.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { NodeTabProps } from './node-page.tsx'

/** The node's own shell, in the dock: it stays alive while one goes on to other pages. */
export function ShellTab({ node }: NodeTabProps) {
  const { t } = useLingui()
  return (
    <Notice
      title={t`The shell opens below the page`}
      actions={
        <Button
          look="primary"
          icon={SquareTerminal}
          onClick={() => openConsole({ id: `shell/${node}`, kind: 'shell', node, title: node })}
        >{t`Open the shell`}</Button>
      }
    >
      {t`It stays open while you go to other pages.`}
    </Notice>
  )
}
