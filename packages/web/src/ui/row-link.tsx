import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

const opensHere = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

/** A link in a row of a long list. The router's own follows the address and matches routes, for each row that scrolls by. */
export function RowLink({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  const router = useRouter()
  return (
    <a
      href={to}
      tabIndex={-1}
      className={className}
      onPointerEnter={() => void router.preloadRoute({ to })}
      onClick={event => {
        if (!opensHere(event)) return
        event.preventDefault()
        void router.navigate({ to })
      }}
    >
      {children}
    </a>
  )
}
