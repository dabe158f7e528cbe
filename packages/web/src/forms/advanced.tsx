import { useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** Fields that few need: folded away until asked for. */
export function Advanced({ title, children }: { title?: string; children: ReactNode }) {
  const { t } = useLingui()
  return (
    <details className="group rounded-lg border border-line">
      <summary className="flex min-h-(--control) list-none items-center gap-1.5 px-3 font-medium">
        <ChevronRight size={16} aria-hidden className="text-muted transition-transform group-open:rotate-90" />
        {title ?? t`Advanced`}
      </summary>
      <div className="flex flex-col gap-4 border-t border-line p-3">{children}</div>
    </details>
  )
}
