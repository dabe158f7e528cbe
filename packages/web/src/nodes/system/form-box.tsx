import type { ReactNode } from 'react'

/** The frame of a form on a page. */
export const FormBox = ({ children }: { children: ReactNode }) => (
  <div className="flex max-w-2xl flex-col rounded-lg border border-line bg-surface">{children}</div>
)
