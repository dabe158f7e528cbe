import { useMemo } from 'react'
import { qrMatrix } from './qr-matrix.ts'

/** Light modules that readers need around a code. */
const margin = 4

/** A text as a QR code: dark on light whatever the theme, as cameras expect it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const rows = qrMatrix(text)
    const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + margin},${y + margin}h1v1h-1z`] : [])))
    return { size: rows.length + 2 * margin, path: squares.join('') }
  }, [text])
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="size-52 shrink-0 rounded-md">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
