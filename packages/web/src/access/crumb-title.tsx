import { Link } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'

interface CrumbTitleProps {
  readonly icon: LucideIcon
  /** The list that it is in. */
  readonly parent: { readonly label: string; readonly to: string }
  readonly name: string
}

/** The title of one thing, with a link to the list that it is in. */
export function CrumbTitle({ icon: Icon, parent, name }: CrumbTitleProps) {
  return (
    <div className="mr-auto flex min-w-0 items-center gap-2">
      <Icon size={20} aria-hidden className="shrink-0 text-muted" />
      <div className="min-w-0">
        <Link to={parent.to} className="text-[0.86em] text-muted hover:underline">
          {parent.label}
        </Link>
        <h1 className="truncate text-[1.35em] leading-tight font-semibold">
          <bdi>{name}</bdi>
        </h1>
      </div>
    </div>
  )
}
