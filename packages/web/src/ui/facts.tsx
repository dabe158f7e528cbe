import type { ReactNode } from 'react'

export interface FactProps {
  readonly label: ReactNode
  readonly children: ReactNode
}

/** One line of Facts. */
export const Fact = ({ label, children }: FactProps) => (
  <div className="flex min-h-7 min-w-0 items-center gap-3 border-b border-line py-1 last:border-b-0">
    <dt className="w-34 shrink-0 break-words text-muted max-sm:w-38">{label}</dt>
    <dd className="min-w-0 flex-1 break-words">{children}</dd>
  </div>
)

/** What is known of one thing: names and values below each other. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className="flex min-w-0 flex-col">{children}</dl>
