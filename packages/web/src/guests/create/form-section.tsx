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
      {more && (
        <details className="group">
          <summary className="flex min-h-(--control) items-center text-accent">{moreLabel}</summary>
          <div className="flex flex-col gap-3 pt-2">{more}</div>
        </details>
      )}
    </section>
  )
}

/** Fields side by side where there is room. */
export const FieldRow = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-1 gap-3 @md:grid-cols-2 @2xl:grid-cols-3">{children}</div>
)
