import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** A guest's tag. */
export function Tag({ name, onRemove, removeLabel }: { name: string; onRemove?: () => void; removeLabel?: string }) {
  return (
    <span className="inline-flex max-w-40 items-center gap-1 rounded-full border border-line bg-hover px-2 text-[0.86em] leading-5">
      <bdi className="truncate">{name}</bdi>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove} className="rounded-full hover:text-bad">
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** A short mark beside a name: template, locked, pending. */
export const Badge = ({ children, look = 'plain' }: { children: ReactNode; look?: 'plain' | 'warn' | 'bad' | 'good' }) => (
  <span
    className={`inline-flex items-center gap-1 rounded px-1.5 text-[0.8em] leading-5 font-medium ${
      {
        plain: 'bg-hover text-muted',
        warn: 'bg-warn-surface text-warn',
        bad: 'bg-bad-surface text-bad',
        good: 'bg-good-surface text-good',
      }[look]
    }`}
  >
    {children}
  </span>
)
