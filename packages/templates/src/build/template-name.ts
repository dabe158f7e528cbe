import type { BuildRequest } from './build-request.ts'

/** `20260131`: for what has no version of its own. `now`: milliseconds since 1970. */
const day = (now: number) => new Date(now).toISOString().slice(0, 10).replaceAll('-', '')

/** `debian-12-standard_12.11`: the name without revision, architecture and ending. `said`: what the system says its version is. Pure. */
export function templateTitle({ distribution, release, variant }: BuildRequest, said: string | undefined, now: number): string {
  const point = said?.trim() ?? release.version
  const version = /^\d+(?:\.\d+)*$/.test(point) ? point : day(now)
  return `${distribution.name}-${release.version}-${variant}_${version}`
}

/** The first name that is free: a template that is built again is one more revision. */
export function templateName(title: string, architecture: string, taken: ReadonlySet<string>): string {
  for (let revision = 1; ; revision += 1) {
    const name = `${title}-${revision}_${architecture}.tar.zst`
    if (!taken.has(name)) return name
  }
}
