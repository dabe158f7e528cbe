import { useId, type ReactNode } from 'react'

export interface CardProps {
  readonly title: ReactNode
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A titled box on a page. */
export function Card({ title, actions, className, children }: CardProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={`flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3 ${className ?? ''}`}
    >
      <header className="flex min-h-7 flex-wrap items-center gap-2">
        <h2 id={id} className="mr-auto font-semibold">
          {title}
        </h2>
        {actions}
      </header>
      {children}
    </section>
  )
}
