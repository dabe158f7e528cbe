import type { Changes } from '../changes.ts'

const path = '/etc/crontab'

/** Spreads over the hour, the same each time for the same container. */
function minuteOf(vmid: number, index: number): number {
  return (vmid * 37 + index * 23) % 60
}

/** Moves a template's regular jobs to minutes of the container's own, so that not all containers run them at once. */
export function spreadCrontab(root: Changes, vmid: number): void {
  const text = root.read(path)
  if (text === undefined) return
  let jobs = 0
  root.write(
    path,
    text.replace(/^(\s*)\d{1,2}(?=\s)/gm, (_, space: string) => `${space}${minuteOf(vmid, jobs++)}`),
  )
}
