import type { ReactNode } from 'react'

/** Sections of the form, and beside them, where there is room, what they add up to. */
export const CreateLayout = ({ children, summary }: { children: ReactNode; summary: ReactNode }) => (
  <div className="@container">
    <div className="flex flex-col gap-4 @3xl:flex-row @3xl:items-start">
      <div className="@container flex min-w-0 flex-1 flex-col gap-4">{children}</div>
      <div className="rounded-lg border border-line p-2 @3xl:sticky @3xl:top-0 @3xl:w-52 @3xl:shrink-0">{summary}</div>
    </div>
  </div>
)
