import { useEffect, useMemo, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { columnsOf, type Sample, type Series } from './samples.ts'
import { binarySteps, timeTicks } from './ticks.ts'
import type { Mark } from './marks.ts'

export interface PlotProps {
  readonly samples: readonly Sample[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Its ticks are powers of two. */
  readonly binary: boolean
  readonly from: number
  readonly to: number
  /** The axis reaches at least up to here. */
  readonly top: number | undefined
  readonly marks: readonly Mark[]
  readonly syncKey: string
  readonly onRange: ((from: number, to: number) => void) | undefined
  /** Told where the cursor is: index of the row and its time; undefined: it left. */
  readonly onCursor: (index: number | undefined, time: number | undefined) => void
}

export const colourNames = ['--accent', '--second', '--good', '--warn'] as const
const height = 150

/** The look of the page, which the canvas has to be told: changes with theme and contrast. */
function useLook(): string {
  const read = () => `${document.documentElement.dataset.theme} ${document.documentElement.dataset.contrast}`
  const [look, setLook] = useState(read)
  useEffect(() => {
    const observer = new MutationObserver(() => setLook(read()))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] })
    return () => observer.disconnect()
  }, [])
  return look
}

function drawMarks(plot: uPlot, marks: readonly Mark[], colour: string): void {
  const { ctx } = plot
  const { left, top, width, height } = plot.bbox
  ctx.save()
  ctx.strokeStyle = colour
  ctx.fillStyle = colour
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio])
  for (const { time } of marks) {
    const x = Math.round(plot.valToPos(time, 'x', true))
    if (x < left || x > left + width) continue
    const size = 4 * devicePixelRatio
    ctx.beginPath()
    ctx.moveTo(x, top)
    ctx.lineTo(x, top + height)
    ctx.stroke()
    ctx.beginPath()
    ctx.moveTo(x - size, top)
    ctx.lineTo(x + size, top)
    ctx.lineTo(x, top + size * 1.5)
    ctx.fill()
  }
  ctx.restore()
}

/** Lines over time on a canvas; cursors of plots with the same key move together. */
export default function Plot(props: PlotProps) {
  const { samples, series, from, to, top, marks, syncKey, binary } = props
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const latest = useRef(props)
  latest.current = props
  const look = useLook()
  const data = useMemo(() => columnsOf(samples, series) as uPlot.AlignedData, [samples, series])
  const labels = series.map(({ label }) => label).join('\n')

  useEffect(() => {
    const element = box.current
    if (!element) return
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    const axis = { stroke: colour('--muted'), font: `11px ${style.fontFamily}`, ticks: { show: false } }
    const grid = { stroke: colour('--line'), width: 1 }
    const made = new uPlot(
      {
        width: element.clientWidth || 400,
        height,
        legend: { show: false },
        padding: [8, 18, 0, 0],
        cursor: {
          sync: { key: syncKey, scales: ['x', null] },
          drag: { x: true, y: false, setScale: false },
          y: false,
          points: { size: 6 },
        },
        scales: {
          x: { time: true, range: () => [latest.current.from, latest.current.to] },
          y: { range: (_, __, most) => [0, Math.max(latest.current.top ?? 0, (most ?? 0) * 1.08) || 1] },
        },
        axes: [
          { ...axis, grid, size: 26, space: 64, values: (_, ticks, __, ___, step) => timeTicks(ticks, step) as string[] },
          {
            ...axis,
            grid,
            size: 62,
            space: 26,
            ...(binary && { incrs: binarySteps }),
            values: (_, ticks) => ticks.map(tick => latest.current.format(tick)),
          },
        ],
        series: [
          {},
          ...labels.split('\n').map((label, index) => {
            const stroke = colour(colourNames[index % colourNames.length] ?? '--accent')
            return {
              label,
              stroke,
              width: 1.5,
              // Beside the colour, the second line is dashed.
              ...(index > 0 && { dash: [5, 3] }),
              ...(index === 0 && { fill: `color-mix(in srgb, ${stroke} 14%, transparent)` }),
              points: { show: false },
            }
          }),
        ],
        hooks: {
          draw: [self => drawMarks(self, latest.current.marks, colour('--muted'))],
          setCursor: [
            self => {
              const { idx, left } = self.cursor
              const inside = typeof idx === 'number' && left !== undefined && left >= 0
              latest.current.onCursor(inside ? idx : undefined, inside ? self.posToVal(left, 'x') : undefined)
            },
          ],
          setSelect: [
            self => {
              const { left, width } = self.select
              if (width < 6) return
              latest.current.onRange?.(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'))
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
            },
          ],
        },
      },
      [[]],
      element,
    )
    plot.current = made
    made.setData(columnsOf(latest.current.samples, latest.current.series) as uPlot.AlignedData)
    const observer = new ResizeObserver(() => element.clientWidth > 0 && made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = undefined
    }
  }, [look, labels, syncKey, binary])

  useEffect(() => void plot.current?.setData(data), [data, from, to, top])
  useEffect(() => void plot.current?.redraw(false), [marks])
  return <div ref={box} aria-hidden className="w-full overflow-hidden" style={{ height }} />
}
