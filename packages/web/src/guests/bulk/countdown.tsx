import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'

const waitSeconds = 5

interface CountdownProps {
  readonly text: string
  readonly onEnd: () => void
  readonly onCancel: () => void
}

/** The last moment to think better of it: Cancel comes first, and has the focus. */
export function Countdown({ text, onEnd, onCancel }: CountdownProps) {
  const { t } = useLingui()
  const [left, setLeft] = useState(waitSeconds)
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    if (left === 0) return end.current()
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return (
    <div
      role="alertdialog"
      aria-label={text}
      className="flex flex-wrap items-center gap-3 border-t border-warn bg-warn-surface px-4 py-2.5"
    >
      <Button autoFocus onClick={onCancel}>{t`Cancel`}</Button>
      <span className="text-warn tabular-nums">
        {text} {t`It begins in ${left} s.`}
      </span>
    </div>
  )
}
