import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface FormSectionProps {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  /** What is needed seldom, folded. */
  readonly more?: ReactNode
  readonly moreLabel?: string
}

/** One section of a long form; the summary leads to it. */
export function FormSection({ id, title, children, actions, more, moreLabel }: FormSectionProps) {
  return (
    <section aria-labelledby={`${id}-title`} id={id} className="flex scroll-mt-2 flex-col gap-3 rounded-lg border border-line p-3">
      <header className="flex items-center gap-2">
        <h3 id={`${id}-title`} tabIndex={-1} className="mr-auto font-semibold outline-none">
          {title}
        </h3>
        {actions}
      </header>
      {children}
      {more && <Fold label={moreLabel}>{more}</Fold>}
    </section>
  )
}

/** What is needed seldom. */
export const Fold = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  <details className="group">
    <summary className="flex min-h-(--control) list-none items-center gap-1 text-accent [&::-webkit-details-marker]:hidden">
      <ChevronRight size={15} aria-hidden className="shrink-0 group-open:rotate-90" />
      {label}
    </summary>
    <div className="flex flex-col gap-3 pt-2">{children}</div>
  </details>
)

/** Fields side by side where there is room. */
export const FieldRow = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-1 gap-3 @md:grid-cols-2 @2xl:grid-cols-3">{children}</div>
)
