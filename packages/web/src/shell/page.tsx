import { useEffect, type ReactNode } from 'react'

export interface PageProps {
  /** Also the title of the browser's tab. */
  readonly title: string
  /** Stands in place of the title, for pages whose head is more than a word. */
  readonly head?: ReactNode
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  /** The page's content scrolls by itself and fills the height: lists. */
  readonly fill?: boolean
  readonly children: ReactNode
}

/** One page: its title, its actions, its content. */
export function Page({ title, head, actions, fill, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Quorate`
  }, [title])
  return (
    <div className={`flex flex-col gap-3 p-3 md:p-4 ${fill ? 'min-h-0 flex-1' : ''}`}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {head ?? <h1 className="mr-auto text-[1.35em] font-semibold">{title}</h1>}
        {Boolean(actions) && <div className="flex flex-wrap items-center gap-x-3 gap-y-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
