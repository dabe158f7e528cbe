/** What happened in schedules, counted. */
export const figureNames = [
  'schedules',
  'submitted',
  'made',
  'acknowledged',
  'rounds',
  'epochs',
  'snapshots',
  'crashes',
  'power losses',
  'lost disks',
  'full disks',
  'freezes',
  'partitions',
] as const

export type FigureName = (typeof figureNames)[number]
export type Figures = Record<FigureName, number>

export function noFigures(): Figures {
  return Object.fromEntries(figureNames.map(name => [name, 0])) as Figures
}

export function addFigures(to: Figures, more: Figures): void {
  for (const name of figureNames) to[name] += more[name]
}
