import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from '../store.ts'
import { classNames } from './class-names.ts'
import { tagColours } from './tag-colour.ts'
import { tagStyle, type TagStyle } from './tag-style.ts'

export interface TagProps {
  readonly name: string
  readonly onRemove?: () => void
  readonly removeLabel?: string
  /** Another style than the one that all tags follow: previews. */
  readonly style?: TagStyle
}

/** So long a name has room: it needs no clip. */
const shortTag = 12

/** A guest's tag, in the colour that was set for it or that its name gives. */
export function Tag({ name, onRemove, removeLabel, style }: TagProps) {
  const common = useStore(tagStyle)
  const { shape, colours } = style ?? common
  const { background, text } = tagColours(name, colours)
  const colour = `rgb(${background.join(' ')})`
  if (shape === 'dense' && !onRemove)
    return (
      <span
        role="img"
        aria-label={name}
        title={name}
        className="inline-block h-4 w-2 shrink-0 rounded-[2px]"
        style={{ backgroundColor: colour }}
      />
    )
  return (
    <span
      className={classNames(
        'inline-flex max-w-40 items-center gap-1 rounded-full px-2 text-[0.86em] leading-5',
        shape !== 'full' && 'border border-line bg-hover',
      )}
      style={shape === 'full' ? { backgroundColor: colour, color: `rgb(${text.join(' ')})` } : undefined}
    >
      {(shape === 'circle' || shape === 'dense') && (
        <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: colour }} />
      )}
      <bdi className={name.length > shortTag ? 'truncate' : undefined}>{name}</bdi>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="relative rounded-full hover:opacity-70 coarse:after:absolute coarse:after:-inset-x-3 coarse:after:-inset-y-4"
        >
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
