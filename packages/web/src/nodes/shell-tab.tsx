import { lazy, Suspense } from 'react'
import { parts } from '../parts.ts'
import { Loading } from '../shell/loading.tsx'
import type { NodeTabProps } from './node-page.tsx'

const NodeShell = lazy(async () => ({ default: (await parts.consoles()).NodeShell }))

/** The node's own shell; it goes on in the dock for whoever wants it there. */
export const ShellTab = ({ node }: NodeTabProps) => (
  <Suspense fallback={<Loading />}>
    <NodeShell node={node} />
  </Suspense>
)
